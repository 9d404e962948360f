import pg from 'pg';

/** Rows as pg returns them: bigint as number (money and counts stay far below 2^53), date as 'YYYY-MM-DD'. */
export const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === 20) return Number;
    if (oid === 1082) return String;
    return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
  },
} as unknown as pg.CustomTypesConfig;

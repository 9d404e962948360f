import type { Queryable } from '../database.js';

/** A stored seal; second in epoch seconds. */
export interface StoredSeal {
  creditorId: string;
  second: number;
  decisions: number;
  root: Buffer;
  previous: Buffer;
  hash: Buffer;
  /** Of a seal whose decisions were archived. */
  archived: Buffer | null;
}

/** Seals of a stretch of time, from included to excluded, in epoch seconds. */
export async function readSeals(db: Queryable, from: number, to: number): Promise<StoredSeal[]> {
  const { rows } = await db.query<StoredSeal & Record<string, unknown>>(
    `SELECT creditor_id AS "creditorId", extract(epoch FROM second)::bigint AS second, decisions, root, previous, hash,
       archived
     FROM seals WHERE second >= to_timestamp($1) AND second < to_timestamp($2) ORDER BY second, creditor_id`,
    [from, to],
  );
  return rows;
}

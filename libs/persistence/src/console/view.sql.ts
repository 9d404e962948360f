import type { Page } from '#contracts';

/** SQL for an instant as the API writes it: ISO 8601 in UTC, to the millisecond. */
export function iso(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** SQL for what a debtor is called; d is the row of debtors. */
export const DEBTOR_NAME = `coalesce(d.company_name, concat_ws(' ', d.first_name, d.last_name))`;

/** Cuts a page from rows of which one more was read than asked for. */
export function cutPage<Row extends { id: string }>(rows: Row[], limit: number): Page<Row> {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

import { AGE_TO_CHECK_DAYS, type PortfolioRecord } from '#contracts';
import type { Queryable } from '../database.js';

interface PortfolioRow {
  id: string;
  ref: string;
  name: string;
  creditor_id: string;
  creditor_ref: string;
  country: string;
  zone: string;
  language: string;
  age_to_check: number | null;
}

export async function findPortfolio(
  db: Queryable,
  ref: string,
  creditorRef: string | null,
): Promise<PortfolioRecord | null | 'ambiguous'> {
  const { rows } = await db.query<PortfolioRow>(
    `SELECT p.id, p.ref, p.name, p.creditor_id, c.ref AS creditor_ref, p.country, p.zone, p.language,
       (c.settings #>> '{verification,ageToCheckDays}')::int AS age_to_check
     FROM portfolios p JOIN creditors c ON c.id = p.creditor_id
     WHERE p.ref = $1 AND ($2::text IS NULL OR c.ref = $2)`,
    [ref, creditorRef],
  );
  const row = rows[0];
  if (row === undefined) return null;
  if (rows.length > 1) return 'ambiguous';
  return {
    id: row.id,
    ref: row.ref,
    name: row.name,
    creditorId: row.creditor_id,
    creditorRef: row.creditor_ref,
    country: row.country,
    zone: row.zone,
    language: row.language,
    ageToCheckDays: row.age_to_check ?? AGE_TO_CHECK_DAYS,
  };
}

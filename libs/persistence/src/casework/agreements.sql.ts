import type { CreditorCalendar, DueAgreement } from '#contracts';
import { type AgreedMoney, type AgreementTerms, agreementTermsSchema } from '#domain';
import type { Queryable } from '../database.js';

export async function publishedTerms(db: Queryable): Promise<AgreementTerms[]> {
  const { rows } = await db.query<{ terms: unknown }>('SELECT terms FROM agreement_terms');
  return rows.map(({ terms }) => agreementTermsSchema.parse(terms));
}

export async function calendarsOfCreditors(
  tx: Queryable,
  ids: string[],
): Promise<Map<string, CreditorCalendar>> {
  const { rows } = await tx.query<CreditorCalendar & { id: string }>(
    'SELECT id, ref, zone, country FROM creditors WHERE id = ANY($1)',
    [ids],
  );
  return new Map(rows.map(({ id, ...calendar }) => [id, calendar]));
}

/**
 * All that was ever paid of case c, minor units: to us by its own count, and to its creditor, as far as a file lowered the
 * debt. Promises and plans keep what it came to when they were made (`paid_before_minor`).
 */
export const PAID_OF_CASE =
  '(c.paid_principal_minor + c.paid_interest_minor + c.paid_costs_minor + c.lowered_minor)';

/** What was ever paid of the cases, and the days of what was paid to us. */
export async function moneyOfCases(tx: Queryable, caseIds: string[]): Promise<Map<string, AgreedMoney>> {
  const { rows } = await tx.query<AgreedMoney & { id: string }>(
    `SELECT c.id, ${PAID_OF_CASE} AS "paidMinor",
       coalesce((SELECT json_agg(json_build_object('paidOn', y.paid_on, 'amountMinor', y.amount_minor - y.unallocated_minor))
                 FROM payments y WHERE y.case_id = c.id AND y.amount_minor > y.unallocated_minor), '[]') AS payments
     FROM cases c WHERE c.id = ANY($1)`,
    [caseIds],
  );
  return new Map(rows.map(({ id, ...money }) => [id, money]));
}

/** Reasons to rest but the holds given, by case; an open escalation is one, whether it placed a hold or not. */
export async function holdsBeside(
  tx: Queryable,
  caseIds: string[],
  but: string[],
): Promise<Map<string, string[]>> {
  const { rows } = await tx.query<{ id: string; reasons: string[] }>(
    `SELECT id, array_agg(DISTINCT reason) AS reasons FROM (
       SELECT c.id, h.reason
       FROM cases c JOIN holds h ON h.person_id = c.person_id AND (h.case_id IS NULL OR h.case_id = c.id)
       WHERE c.id = ANY($1) AND h.lifted_at IS NULL AND (h.until IS NULL OR h.until > business_now())
         AND NOT h.id = ANY($2)
       UNION ALL
       SELECT case_id, 'escalated' FROM escalations WHERE case_id = ANY($1) AND status <> 'resolved'
     ) resting GROUP BY id`,
    [caseIds, but],
  );
  return new Map(rows.map(({ id, reasons }) => [id, reasons]));
}

/** By the indexes on next_at alone, so that the cost follows what is due. */
export async function dueAgreements(db: Queryable, now: number, limit: number): Promise<DueAgreement[]> {
  const { rows } = await db.query<DueAgreement>({
    name: 'due-agreements',
    text: `
      SELECT case_id AS "caseId", person_id AS "personId" FROM (
        (SELECT case_id, person_id, next_at FROM promises WHERE next_at <= to_timestamp($1::float8 / 1000)
         ORDER BY next_at LIMIT $2)
        UNION ALL
        (SELECT case_id, person_id, next_at FROM plans WHERE next_at <= to_timestamp($1::float8 / 1000)
         ORDER BY next_at LIMIT $2)
      ) due ORDER BY next_at LIMIT $2`,
    values: [now, limit],
  });
  return rows;
}

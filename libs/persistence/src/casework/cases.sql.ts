import type { CaseRecord, CaseStatus } from '#contracts';
import type { Queryable } from '../database.js';

interface CaseRow {
  id: string;
  shard: number;
  person_id: string;
  debtor_id: string;
  creditor_id: string;
  ref: string;
  currency: string;
  principal: number;
  interest: number;
  costs: number;
  balance_minor: number;
  status: CaseStatus;
  closed_reason: string | null;
}

const CASE = `SELECT id, shard, person_id, debtor_id, creditor_id, ref, currency,
  principal_minor - paid_principal_minor AS principal, interest_minor - paid_interest_minor AS interest,
  costs_minor - paid_costs_minor AS costs, balance_minor, status, closed_reason FROM cases`;

function toRecord(row: CaseRow): CaseRecord {
  return {
    id: row.id,
    shard: row.shard,
    personId: row.person_id,
    debtorId: row.debtor_id,
    creditorId: row.creditor_id,
    ref: row.ref,
    currency: row.currency,
    open: { principal: row.principal, interest: row.interest, costs: row.costs },
    balanceMinor: row.balance_minor,
    status: row.status,
    closedReason: row.closed_reason,
  };
}

export async function casesById(tx: Queryable, ids: string[]): Promise<CaseRecord[]> {
  const { rows } = await tx.query<CaseRow>(`${CASE} WHERE id = ANY($1) ORDER BY id`, [ids]);
  return rows.map(toRecord);
}

export async function openCasesOf(tx: Queryable, personIds: string[]): Promise<CaseRecord[]> {
  const { rows } = await tx.query<CaseRow>(
    `${CASE} WHERE person_id = ANY($1) AND status <> 'closed' ORDER BY created_at, id`,
    [personIds],
  );
  return rows.map(toRecord);
}

export async function closeOpenCases(
  tx: Queryable,
  ids: string[],
  reason: string,
  at: number,
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `UPDATE cases SET status = 'closed', closed_reason = $2, closed_at = to_timestamp($3::float8 / 1000)
     WHERE id = ANY($1) AND status <> 'closed' RETURNING id`,
    [ids, reason, at],
  );
  return rows.map((row) => row.id);
}

/** Answers whether that changed anything. */
export async function mergeAttributes(
  tx: Queryable,
  id: string,
  attributes: Readonly<Record<string, string | null>>,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE cases SET attributes = jsonb_strip_nulls(attributes || $2::jsonb)
     WHERE id = $1 AND attributes <> jsonb_strip_nulls(attributes || $2::jsonb)`,
    [id, JSON.stringify(attributes)],
  );
  return rowCount === 1;
}

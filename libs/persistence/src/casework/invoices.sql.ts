import { INVOICES_DIFFER, type InvoiceQuestion, type InvoiceRecord } from '#contracts';
import type { Queryable } from '../database.js';
import { columns } from './columns.js';

export async function invoicesOfCases(tx: Queryable, caseIds: string[]): Promise<InvoiceRecord[]> {
  if (caseIds.length === 0) return [];
  const { rows } = await tx.query<InvoiceRecord>(
    `SELECT id, case_id AS "caseId", number, issued_date AS "issuedDate", due_date AS "dueDate",
       amount_minor AS "amountMinor", paid_minor AS "paidMinor", paid_here_minor AS "paidHereMinor", currency,
       source_hash AS "sourceHash"
     FROM invoices WHERE case_id = ANY($1) ORDER BY case_id, due_date, number`,
    [caseIds],
  );
  return rows;
}

/** The case's row is written too: its version tells that a message in flight lists other invoices. */
export async function upsertInvoices(tx: Queryable, invoices: InvoiceRecord[]): Promise<void> {
  if (invoices.length === 0) return;
  await tx.query(
    `WITH written AS (
       INSERT INTO invoices AS i (id, case_id, number, issued_date, due_date, amount_minor, paid_minor, paid_here_minor,
         currency, source_hash)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::date[], $6::bigint[], $7::bigint[],
         $8::bigint[], $9::text[], $10::bytea[])
       ON CONFLICT (case_id, number) DO UPDATE SET issued_date = excluded.issued_date, due_date = excluded.due_date,
         amount_minor = excluded.amount_minor, paid_minor = excluded.paid_minor,
         paid_here_minor = excluded.paid_here_minor, source_hash = excluded.source_hash
       RETURNING i.case_id
     )
     UPDATE cases SET title = title WHERE id IN (SELECT case_id FROM written)`,
    columns(
      invoices,
      'id',
      'caseId',
      'number',
      'issuedDate',
      'dueDate',
      'amountMinor',
      'paidMinor',
      'paidHereMinor',
      'currency',
      'sourceHash',
    ),
  );
}

export async function payDownInvoices(tx: Queryable, paid: ReadonlyMap<string, number>): Promise<void> {
  if (paid.size === 0) return;
  await tx.query(
    `UPDATE invoices i SET paid_minor = paid_minor + p.amount, paid_here_minor = paid_here_minor + p.amount
     FROM unnest($1::uuid[], $2::bigint[]) AS p(id, amount) WHERE i.id = p.id`,
    [[...paid.keys()], [...paid.values()]],
  );
}

export async function principalPaid(tx: Queryable, caseIds: string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await tx.query<{ id: string; paid: number }>(
    'SELECT id, paid_principal_minor AS paid FROM cases WHERE id = ANY($1)',
    [caseIds],
  );
  return new Map(rows.map(({ id, paid }) => [id, paid]));
}

export async function questionCases(
  tx: Queryable,
  questions: InvoiceQuestion[],
  runId: string,
  at: number,
): Promise<string[]> {
  if (questions.length === 0) return [];
  const { rows } = await tx.query<{ id: string }>(
    `WITH asked AS (
       UPDATE cases SET status = 'verifying', verification_faults = array_append(verification_faults, $3)
       WHERE id = ANY($2) AND status <> 'closed' AND NOT $3 = ANY(verification_faults) RETURNING id
     ), queued AS (
       INSERT INTO data_queue (id, import_run_id, case_id, line, faults, created_at)
       SELECT q.id, $5, q.case_id, q.line, jsonb_build_array(jsonb_build_object('code', $3::text)),
         to_timestamp($6::float8 / 1000)
       FROM unnest($1::uuid[], $2::uuid[], $4::int[]) AS q(id, case_id, line) JOIN asked ON asked.id = q.case_id
     ) SELECT id FROM asked`,
    [
      questions.map(({ id }) => id),
      questions.map(({ caseId }) => caseId),
      INVOICES_DIFFER,
      questions.map(({ line }) => line),
      runId,
      at,
    ],
  );
  return rows.map(({ id }) => id);
}

export async function settleQuestions(
  tx: Queryable,
  caseIds: string[],
  by: string,
  at: number,
): Promise<string[]> {
  if (caseIds.length === 0) return [];
  const { rowCount } = await tx.query(
    `UPDATE data_queue SET resolved_at = to_timestamp($3::float8 / 1000), resolved_by = $2
     WHERE case_id = ANY($1) AND resolved_at IS NULL AND faults = jsonb_build_array(jsonb_build_object('code', $4::text))`,
    [caseIds, by, at, INVOICES_DIFFER],
  );
  if (rowCount === 0) return [];
  const { rows } = await tx.query<{ id: string; status: string }>(
    `UPDATE cases c SET verification_faults = array_remove(verification_faults, $2),
       status = CASE WHEN EXISTS (SELECT FROM data_queue q WHERE q.case_id = c.id AND q.resolved_at IS NULL)
         THEN status ELSE 'open' END
     WHERE id = ANY($1) AND status = 'verifying' AND $2 = ANY(verification_faults)
     RETURNING id, status`,
    [caseIds, INVOICES_DIFFER],
  );
  return rows.filter(({ status }) => status === 'open').map(({ id }) => id);
}

/** Case numbers by number of an invoice. */
export async function caseRefsOfInvoices(
  db: Queryable,
  creditorId: string,
  numbers: string[],
): Promise<Map<string, string[]>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await db.query<{ number: string; refs: string[] }>(
    `SELECT i.number, array_agg(DISTINCT c.ref) AS refs FROM invoices i JOIN cases c ON c.id = i.case_id
     WHERE i.number = ANY($2) AND c.creditor_id = $1 GROUP BY i.number`,
    [creditorId, numbers],
  );
  return new Map(rows.map(({ number, refs }) => [number, refs]));
}

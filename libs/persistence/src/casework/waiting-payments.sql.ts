import type { PaymentSource, WaitingPayment } from '#contracts';
import type { Queryable } from '../database.js';

interface WaitingRow {
  id: string;
  creditor_id: string;
  reference: string;
  case_ref: string;
  amount_minor: number;
  currency: string;
  paid_on: string;
  source: PaymentSource;
  received_at: Date;
  case_id: string;
  person_id: string;
}

/** Payments whose case was not known when they came, and is now. */
export async function placeablePayments(db: Queryable, limit: number): Promise<WaitingPayment[]> {
  const { rows } = await db.query<WaitingRow>(
    `SELECT p.id, p.creditor_id, p.reference, p.case_ref, p.amount_minor, p.currency, p.paid_on, p.source,
       p.received_at, c.id AS case_id, c.person_id
     FROM payments p JOIN cases c ON c.creditor_id = p.creditor_id AND c.ref = p.case_ref
     WHERE p.fault = 'unknown-case' ORDER BY p.creditor_id, p.id LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({
    id: row.id,
    creditorId: row.creditor_id,
    reference: row.reference,
    caseRef: row.case_ref,
    amountMinor: row.amount_minor,
    currency: row.currency,
    paidOn: row.paid_on,
    source: row.source,
    receivedAt: row.received_at.getTime(),
    caseId: row.case_id,
    personId: row.person_id,
  }));
}

/** Answers with the ids of those that still waited. at is business time in epoch ms. */
export async function takeFromWaiting(
  tx: Queryable,
  payments: WaitingPayment[],
  by: string,
  at: number,
): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    `WITH named AS (
       UPDATE payments p SET case_id = n.case_id, fault = NULL, unallocated_minor = 0
       FROM unnest($1::uuid[], $2::uuid[]) AS n(id, case_id)
       WHERE p.id = n.id AND p.fault = 'unknown-case' RETURNING p.id
     ), done AS (
       UPDATE data_queue SET resolved_at = to_timestamp($4::float8 / 1000), resolved_by = $3
       WHERE resolved_at IS NULL AND row_data ->> 'payment' IN (SELECT id::text FROM named)
     )
     SELECT id FROM named`,
    [payments.map((payment) => payment.id), payments.map((payment) => payment.caseId), by, at],
  );
  return new Set(rows.map((row) => row.id));
}

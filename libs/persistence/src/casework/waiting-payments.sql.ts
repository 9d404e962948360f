import type { NewPayment, PaymentSource, WaitingPayment } from '#contracts';
import type { Queryable } from '../database.js';

interface PaymentRow {
  id: string;
  creditor_id: string;
  reference: string;
  case_ref: string | null;
  amount_minor: number;
  currency: string;
  paid_on: string;
  source: PaymentSource;
  received_at: Date;
}

interface WaitingRow extends PaymentRow {
  case_id: string;
  person_id: string;
}

const PAYMENT = `SELECT p.id, p.creditor_id, p.reference, p.case_ref, p.amount_minor, p.currency, p.paid_on, p.source,
  p.received_at`;

function toPayment(row: PaymentRow): NewPayment {
  return {
    id: row.id,
    creditorId: row.creditor_id,
    reference: row.reference,
    caseRef: row.case_ref ?? undefined,
    amountMinor: row.amount_minor,
    currency: row.currency,
    paidOn: row.paid_on,
    source: row.source,
    receivedAt: row.received_at.getTime(),
  };
}

export async function paymentById(db: Queryable, id: string): Promise<NewPayment | null> {
  const { rows } = await db.query<PaymentRow & { case_id: string | null }>(
    `${PAYMENT}, p.case_id FROM payments p WHERE p.id = $1`,
    [id],
  );
  return rows[0] === undefined ? null : { ...toPayment(rows[0]), caseId: rows[0].case_id ?? undefined };
}

/** Creditors with payments whose case was not known when they came, and is now. */
export async function creditorsToPlaceFor(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ creditor_id: string }>(
    `SELECT DISTINCT p.creditor_id FROM payments p JOIN cases c ON c.creditor_id = p.creditor_id AND c.ref = p.case_ref
     WHERE p.fault = 'unknown-case' ORDER BY p.creditor_id`,
  );
  return rows.map((row) => row.creditor_id);
}

export async function placeablePayments(
  db: Queryable,
  creditorId: string,
  limit: number,
): Promise<WaitingPayment[]> {
  const { rows } = await db.query<WaitingRow>(
    `${PAYMENT}, c.id AS case_id, c.person_id
     FROM payments p JOIN cases c ON c.creditor_id = p.creditor_id AND c.ref = p.case_ref
     WHERE p.fault = 'unknown-case' AND p.creditor_id = $1 ORDER BY p.id LIMIT $2`,
    [creditorId, limit],
  );
  return rows.map((row) => ({ ...toPayment(row), caseId: row.case_id, personId: row.person_id }));
}

/**
 * Answers with the ids of those that could be taken. Both conditions are the row's own, so that of two who ask at once
 * the second sees what the first has made of it. at is business time in epoch ms.
 */
export async function takeFromWaiting(
  tx: Queryable,
  payments: WaitingPayment[],
  those: 'unplaced' | 'unallocated',
  by: string,
  at: number,
): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    `WITH named AS (
       UPDATE payments p SET case_id = n.case_id, fault = NULL, unallocated_minor = 0
       FROM unnest($1::uuid[], $2::uuid[]) AS n(id, case_id)
       WHERE p.id = n.id AND ($5 = 'unallocated' OR p.fault = 'unknown-case')
         AND p.unallocated_minor = p.amount_minor RETURNING p.id
     ), done AS (
       UPDATE data_queue SET resolved_at = to_timestamp($4::float8 / 1000), resolved_by = $3
       WHERE resolved_at IS NULL AND row_data ->> 'payment' IN (SELECT id::text FROM named)
     )
     SELECT id FROM named`,
    [payments.map((payment) => payment.id), payments.map((payment) => payment.caseId), by, at, those],
  );
  return new Set(rows.map((row) => row.id));
}

import type { CasePayment, NewPayment, ReceiptRoute, RecordedPayment, SettledPayment } from '#contracts';
import type { Queryable } from '../database.js';
import { columns, jsonColumn } from './columns.js';
import { MESSAGES_OF_PERSON } from './in-flight.sql.js';

/** Stores payments that are new by creditor and reference; in one order always, so that batches never deadlock. */
export async function insertNewPayments(tx: Queryable, payments: NewPayment[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO payments (id, creditor_id, reference, case_id, case_ref, amount_minor, currency, paid_on, source,
       received_at)
     SELECT id, creditor_id, reference, case_id, case_ref, amount_minor, currency, paid_on, source,
       to_timestamp(received_at / 1000)
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::bigint[], $7::text[], $8::date[],
       $9::text[], $10::float8[])
       AS p(id, creditor_id, reference, case_id, case_ref, amount_minor, currency, paid_on, source, received_at)
     ORDER BY creditor_id, reference, id
     ON CONFLICT (creditor_id, reference) DO NOTHING
     RETURNING id`,
    columns(
      payments,
      'id',
      'creditorId',
      'reference',
      'caseId',
      'caseRef',
      'amountMinor',
      'currency',
      'paidOn',
      'source',
      'receivedAt',
    ),
  );
  return new Set(rows.map((row) => row.id));
}

/** Those of these references that are on record, by reference. */
export async function recordedPayments(
  db: Queryable,
  creditorId: string,
  references: string[],
): Promise<Map<string, RecordedPayment>> {
  const { rows } = await db.query<RecordedPayment & { reference: string }>(
    `SELECT reference, id, case_id AS "caseId", case_ref AS "caseRef", amount_minor AS "amountMinor", currency
     FROM payments WHERE creditor_id = $1 AND reference = ANY($2)`,
    [creditorId, references],
  );
  return new Map(rows.map(({ reference, ...recorded }) => [reference, recorded]));
}

export async function writeSettlement(
  tx: Queryable,
  settled: SettledPayment[],
  cases: CasePayment[],
): Promise<void> {
  const allocations = settled.flatMap(({ paymentId, allocated }) =>
    (['principal', 'interest', 'costs'] as const)
      .map((component) => ({ paymentId, component, amountMinor: allocated[component] }))
      .filter(({ amountMinor }) => amountMinor > 0),
  );
  if (allocations.length > 0) {
    await tx.query(
      `INSERT INTO payment_allocations (payment_id, component, amount_minor)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[])`,
      columns(allocations, 'paymentId', 'component', 'amountMinor'),
    );
  }
  const left = settled.filter(({ fault, unallocatedMinor }) => fault !== null || unallocatedMinor > 0);
  if (left.length > 0) {
    await tx.query(
      `UPDATE payments p SET unallocated_minor = l.unallocated, fault = l.fault
       FROM unnest($1::uuid[], $2::bigint[], $3::text[]) AS l(id, unallocated, fault) WHERE p.id = l.id`,
      columns(left, 'paymentId', 'unallocatedMinor', 'fault'),
    );
  }
  if (cases.length > 0) await payDown(tx, cases);
}

async function payDown(tx: Queryable, cases: CasePayment[]): Promise<void> {
  const rows = cases.map(({ caseId, paid, at }) => ({ caseId, at, ...paid }));
  await tx.query(
    `UPDATE cases c SET paid_principal_minor = paid_principal_minor + p.principal,
       paid_interest_minor = paid_interest_minor + p.interest, paid_costs_minor = paid_costs_minor + p.costs,
       last_payment_at = greatest(last_payment_at, to_timestamp(p.at / 1000))
     FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::float8[])
       AS p(id, principal, interest, costs, at)
     WHERE c.id = p.id`,
    columns(rows, 'caseId', 'principal', 'interest', 'costs', 'at'),
  );
}

export async function orderOfAllocation(tx: Queryable, creditorId: string): Promise<string[]> {
  const { rows } = await tx.query<{ allocation_order: string[] }>(
    'SELECT allocation_order FROM creditors WHERE id = $1',
    [creditorId],
  );
  return rows[0]?.allocation_order ?? [];
}

/** For each case the usable contact point that a leg last reached; where none did, the first by position. */
export async function routesOfReceipts(tx: Queryable, caseIds: string[]): Promise<ReceiptRoute[]> {
  const { rows } = await tx.query<{ case_id: string; channel: 'sms' | 'email'; contact_point_id: string }>(
    `SELECT p.case_id, route.channel, route.id AS contact_point_id
     FROM (SELECT id AS case_id, shard, person_id, debtor_id FROM cases WHERE id = ANY($1)) p
     LEFT JOIN LATERAL (
       SELECT l.contact_point_id, l.channel FROM (${MESSAGES_OF_PERSON}) m
       JOIN legs l ON l.shard = m.shard AND l.message_id = m.id
       WHERE m.case_ids @> ARRAY[p.case_id] AND l.accepted_at IS NOT NULL
       ORDER BY l.accepted_at DESC LIMIT 1
     ) last ON true
     CROSS JOIN LATERAL (
       SELECT usable.id, usable.channel FROM (
         SELECT id, kind, position, opted_out, CASE kind WHEN 'phone' THEN 'sms' ELSE 'email' END AS channel
         FROM contact_points WHERE debtor_id = p.debtor_id AND status = 'active' AND value IS NOT NULL
       ) usable
       WHERE NOT usable.channel = ANY(usable.opted_out || (SELECT refused_channels FROM persons WHERE id = p.person_id))
       ORDER BY (usable.id = last.contact_point_id AND usable.channel = last.channel) DESC NULLS LAST,
         usable.position, usable.kind DESC, usable.id
       LIMIT 1
     ) route`,
    [caseIds],
  );
  return rows.map((row) => ({
    caseId: row.case_id,
    channel: row.channel,
    contactPointId: row.contact_point_id,
  }));
}

export interface ReviewRow {
  id: string;
  faults: unknown;
  rowData: unknown;
  createdAt: number;
}

/** Those whose id is in the queue, or was, are not asked again. */
export async function queueRows(tx: Queryable, rows: ReviewRow[]): Promise<void> {
  await tx.query(
    `INSERT INTO data_queue (id, faults, row_data, created_at)
     SELECT id, faults, row_data, to_timestamp(at / 1000)
     FROM unnest($1::uuid[], $2::jsonb[], $3::jsonb[], $4::float8[]) AS q(id, faults, row_data, at)
     ON CONFLICT (id) DO NOTHING`,
    [
      ...columns(rows, 'id'),
      jsonColumn(rows, 'faults'),
      jsonColumn(rows, 'rowData'),
      ...columns(rows, 'createdAt'),
    ],
  );
}

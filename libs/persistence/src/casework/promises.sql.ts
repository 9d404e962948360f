import type { PromiseRecord, PromiseSource, PromiseStatus } from '#contracts';
import type { PromiseTerms } from '#domain';
import type { Queryable } from '../database.js';
import { columns, millis } from './columns.js';

interface PromiseRow {
  id: string;
  case_id: string;
  person_id: string;
  creditor_id: string;
  amount_minor: number;
  currency: string;
  promised_for: string;
  deadline: string;
  source: PromiseSource;
  terms: PromiseTerms;
  paid_before_minor: number;
  hold_id: string;
  status: PromiseStatus;
  made_at: Date;
  remind_at: Date | null;
  reminded_at: Date | null;
  settle_at: Date;
  kept_at: Date | null;
  broken_at: Date | null;
  made_good_at: Date | null;
  escalate_at: Date | null;
  ended_at: Date | null;
  end_reason: string | null;
  next_at: Date | null;
}

/** Promises of these cases that may still change: money that was paid in time keeps a broken one after all. */
export async function standingPromises(tx: Queryable, caseIds: string[]): Promise<PromiseRecord[]> {
  const { rows } = await tx.query<PromiseRow>(
    `SELECT * FROM promises WHERE case_id = ANY($1) AND status IN ('active', 'broken') ORDER BY made_at, id`,
    [caseIds],
  );
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    personId: row.person_id,
    creditorId: row.creditor_id,
    amountMinor: row.amount_minor,
    currency: row.currency,
    by: row.promised_for,
    deadline: row.deadline,
    source: row.source,
    terms: row.terms,
    paidBeforeMinor: row.paid_before_minor,
    holdId: row.hold_id,
    status: row.status,
    madeAt: row.made_at.getTime(),
    remindAt: millis(row.remind_at),
    remindedAt: millis(row.reminded_at),
    settleAt: row.settle_at.getTime(),
    keptAt: millis(row.kept_at),
    brokenAt: millis(row.broken_at),
    madeGoodAt: millis(row.made_good_at),
    escalateAt: millis(row.escalate_at),
    endedAt: millis(row.ended_at),
    endReason: row.end_reason,
    nextAt: millis(row.next_at),
  }));
}

export async function promisesMade(tx: Queryable, caseId: string): Promise<number[]> {
  const { rows } = await tx.query<{ made_at: Date }>(
    `SELECT made_at FROM promises WHERE case_id = $1 AND status <> 'cancelled'`,
    [caseId],
  );
  return rows.map((row) => row.made_at.getTime());
}

export async function insertPromise(tx: Queryable, promise: PromiseRecord): Promise<void> {
  await tx.query(
    `INSERT INTO promises (id, case_id, person_id, creditor_id, amount_minor, currency, promised_for, deadline, source,
       terms, paid_before_minor, hold_id, made_at, remind_at, settle_at, next_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, to_timestamp($13::float8 / 1000),
       to_timestamp($14::float8 / 1000), to_timestamp($15::float8 / 1000), to_timestamp($16::float8 / 1000))`,
    [
      promise.id,
      promise.caseId,
      promise.personId,
      promise.creditorId,
      promise.amountMinor,
      promise.currency,
      promise.by,
      promise.deadline,
      promise.source,
      JSON.stringify(promise.terms),
      promise.paidBeforeMinor,
      promise.holdId,
      promise.madeAt,
      promise.remindAt,
      promise.settleAt,
      promise.nextAt,
    ],
  );
}

/** Writes what may change of promises. */
export async function updatePromises(tx: Queryable, promises: PromiseRecord[]): Promise<void> {
  if (promises.length === 0) return;
  await tx.query(
    `UPDATE promises p SET status = u.status, end_reason = u.end_reason,
       reminded_at = to_timestamp(u.reminded / 1000), kept_at = to_timestamp(u.kept / 1000),
       broken_at = to_timestamp(u.broken / 1000), made_good_at = to_timestamp(u.made_good / 1000),
       escalate_at = to_timestamp(u.escalate / 1000), ended_at = to_timestamp(u.ended / 1000),
       next_at = to_timestamp(u.next / 1000)
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::float8[], $5::float8[], $6::float8[], $7::float8[],
       $8::float8[], $9::float8[], $10::float8[])
       AS u(id, status, end_reason, reminded, kept, broken, made_good, escalate, ended, next)
     WHERE p.id = u.id`,
    columns(
      promises,
      'id',
      'status',
      'endReason',
      'remindedAt',
      'keptAt',
      'brokenAt',
      'madeGoodAt',
      'escalateAt',
      'endedAt',
      'nextAt',
    ),
  );
}

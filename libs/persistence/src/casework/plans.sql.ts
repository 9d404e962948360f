import type { InstalmentRecord, PlanRecord, PlanStatus } from '#contracts';
import type { PlanTerms } from '#domain';
import type { Queryable } from '../database.js';
import { columns, millis } from './columns.js';

interface PlanRow {
  id: string;
  case_id: string;
  person_id: string;
  creditor_id: string;
  ref: string | null;
  currency: string;
  total_minor: number;
  terms: PlanTerms;
  paid_before_minor: number;
  hold_id: string;
  status: PlanStatus;
  agreed_at: Date;
  completed_at: Date | null;
  broken_at: Date | null;
  ended_at: Date | null;
  end_reason: string | null;
  next_at: Date | null;
  /** Instants as epoch ms. */
  instalments: InstalmentRecord[];
}

export async function activePlans(tx: Queryable, caseIds: string[]): Promise<PlanRecord[]> {
  const { rows } = await tx.query<PlanRow>(
    `SELECT p.*, (
       SELECT json_agg(json_build_object('number', i.number, 'dueOn', i.due_on, 'amountMinor', i.amount_minor,
         'remindedAt', extract(epoch FROM i.reminded_at) * 1000, 'noticedOn', i.noticed_on,
         'paidAt', extract(epoch FROM i.paid_at) * 1000) ORDER BY i.number)
       FROM plan_instalments i WHERE i.plan_id = p.id) AS instalments
     FROM plans p WHERE p.case_id = ANY($1) AND p.status = 'active' ORDER BY p.agreed_at, p.id`,
    [caseIds],
  );
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    personId: row.person_id,
    creditorId: row.creditor_id,
    ref: row.ref,
    currency: row.currency,
    totalMinor: row.total_minor,
    terms: row.terms,
    paidBeforeMinor: row.paid_before_minor,
    holdId: row.hold_id,
    status: row.status,
    agreedAt: row.agreed_at.getTime(),
    completedAt: millis(row.completed_at),
    brokenAt: millis(row.broken_at),
    endedAt: millis(row.ended_at),
    endReason: row.end_reason,
    nextAt: millis(row.next_at),
    instalments: row.instalments,
  }));
}

export async function insertPlan(tx: Queryable, plan: PlanRecord): Promise<void> {
  await tx.query(
    `INSERT INTO plans (id, case_id, person_id, creditor_id, ref, currency, total_minor, terms, paid_before_minor,
       hold_id, agreed_at, next_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11::float8 / 1000), to_timestamp($12::float8 / 1000))`,
    [
      plan.id,
      plan.caseId,
      plan.personId,
      plan.creditorId,
      plan.ref,
      plan.currency,
      plan.totalMinor,
      JSON.stringify(plan.terms),
      plan.paidBeforeMinor,
      plan.holdId,
      plan.agreedAt,
      plan.nextAt,
    ],
  );
  await tx.query(
    `INSERT INTO plan_instalments (plan_id, number, due_on, amount_minor)
     SELECT $1, number, due_on, amount_minor
     FROM unnest($2::smallint[], $3::date[], $4::bigint[]) AS i(number, due_on, amount_minor)`,
    [plan.id, ...columns(plan.instalments, 'number', 'dueOn', 'amountMinor')],
  );
}

/** Writes what may change of plans and their instalments. */
export async function updatePlans(tx: Queryable, plans: PlanRecord[]): Promise<void> {
  if (plans.length === 0) return;
  await tx.query(
    `UPDATE plans p SET status = u.status, end_reason = u.end_reason, completed_at = to_timestamp(u.completed / 1000),
       broken_at = to_timestamp(u.broken / 1000), ended_at = to_timestamp(u.ended / 1000),
       next_at = to_timestamp(u.next / 1000)
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::float8[], $5::float8[], $6::float8[], $7::float8[])
       AS u(id, status, end_reason, completed, broken, ended, next)
     WHERE p.id = u.id`,
    columns(plans, 'id', 'status', 'endReason', 'completedAt', 'brokenAt', 'endedAt', 'nextAt'),
  );
  const instalments = plans.flatMap(({ id, instalments }) =>
    instalments.map((instalment) => ({ planId: id, ...instalment })),
  );
  await tx.query(
    `UPDATE plan_instalments i SET reminded_at = to_timestamp(u.reminded / 1000), noticed_on = u.noticed_on,
       paid_at = to_timestamp(u.paid / 1000)
     FROM unnest($1::uuid[], $2::smallint[], $3::float8[], $4::date[], $5::float8[])
       AS u(plan_id, number, reminded, noticed_on, paid)
     WHERE i.plan_id = u.plan_id AND i.number = u.number`,
    columns(instalments, 'planId', 'number', 'remindedAt', 'noticedOn', 'paidAt'),
  );
}

import type { AgentLoad, AgentPresence, HandOutOccasion, WaitingEscalation } from '#contracts';
import { DEFAULT_PASSINGS } from '#domain';
import type { Queryable } from '../database.js';
import { columns, millis } from './columns.js';

/** How much one hand-out works on at most; the rest waits for the next. */
const RUN_LIMIT = 5000;

/** SQL for how often work is passed on before a lead gets it; c is the creditor. */
export const PASSINGS = `coalesce((c.settings #>> '{escalation,passings}')::int, ${DEFAULT_PASSINGS})`;

/**
 * SQL for whether an assigned escalation e leaves its desk: past its time, or with somebody who has left or is
 * not back before it is due. Beside e wants the creditor as c and a table works (id, works_from, back_from) of the active agents.
 */
export function passesOn(at: string): string {
  return `(e.status = 'assigned' AND CASE
    WHEN NOT EXISTS (SELECT FROM works w WHERE w.id = e.agent_id) THEN true
    WHEN e.due_at <= ${at} THEN e.passings < ${PASSINGS}
    ELSE EXISTS (SELECT FROM works w WHERE w.id = e.agent_id AND w.back_from >= e.due_at) END)`;
}

/** SQL for the table works of {@link passesOn}, of three parallel parameters from this one on. */
export function works(first: number): string {
  const [ids, from, back] = [first, first + 1, first + 2];
  return `works AS (SELECT id, to_timestamp(works / 1000) AS works_from, to_timestamp(back / 1000) AS back_from
    FROM unnest($${ids}::uuid[], $${from}::float8[], $${back}::float8[]) AS w(id, works, back))`;
}

/** The parameters of {@link works}. */
export function worksColumns(agents: readonly (AgentPresence & { id: string })[]): unknown[][] {
  return columns(agents, 'id', 'worksFrom', 'backFrom');
}

interface WaitingRow extends Omit<WaitingEscalation, 'requestedAt' | 'dueAt'> {
  requestedAt: Date;
  dueAt: Date | null;
}

const WAITING = `
  WITH ${works(2)}
  SELECT e.id, e.case_id AS "caseId", e.person_id AS "personId", e.creditor_id AS "creditorId", e.origin, e.queue,
    e.reason, e.priority, e.sla_business_days AS "slaBusinessDays", e.status, e.agent_id AS "agentId",
    e.requested_at AS "requestedAt", e.due_at AS "dueAt", e.skills, e.passings, e.passed_from AS "notTo",
    e.waits_for AS "waitsFor", h.ref AS "agentRef", d.language, d.kind, k.balance_minor AS "balanceMinor",
    k.currency, k.stage, k.due_date::text AS "dueDate"
  FROM escalations e
    JOIN creditors c ON c.id = e.creditor_id
    JOIN cases k ON k.id = e.case_id
    JOIN debtors d ON d.id = k.debtor_id
    LEFT JOIN agents h ON h.id = e.agent_id
  WHERE e.creditor_id = $1 AND (${passesOn('to_timestamp($5::float8 / 1000)')}
    OR (e.status = 'requested' AND ($6 OR e.passed_from IS NOT NULL OR e.requested_at <= to_timestamp($7::float8 / 1000))))
  ORDER BY e.priority, e.requested_at, e.id LIMIT ${RUN_LIMIT} FOR UPDATE OF e SKIP LOCKED`;

/** What an occasion has to hand out: at the creditor's time all that waits, between two what an earlier one left. */
export async function waitingEscalations(
  tx: Queryable,
  { creditorId, at, scheduledFor, requestedBy }: HandOutOccasion,
  agents: readonly AgentLoad[],
): Promise<WaitingEscalation[]> {
  const values = [creditorId, ...worksColumns(agents), at, scheduledFor !== null, requestedBy];
  const { rows } = await tx.query<WaitingRow & Record<string, unknown>>(WAITING, values);
  return rows.map((row) => ({
    ...row,
    requestedAt: row.requestedAt.getTime(),
    dueAt: millis(row.dueAt),
  }));
}

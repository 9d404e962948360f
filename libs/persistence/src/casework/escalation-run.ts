import type {
  AgentOnRecord,
  AgentPresence,
  CaseEvent,
  EscalationRun,
  HandOutDecision,
  HandOutOccasion,
} from '#contracts';
import type { Queryable } from '../database.js';
import { columns } from './columns.js';
import { zoneOfCreditor } from './escalations.sql.js';
import { endHandOuts, insertHandOuts } from './hand-outs.sql.js';
import { insertEvents } from './records.sql.js';
import { PASSINGS, waitingEscalations } from './waiting-escalations.sql.js';

/** Enters the run of this scheduled instant; false when it was run before. */
export async function enterRun(tx: Queryable, run: HandOutOccasion): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO escalation_runs (creditor_id, scheduled_for, assigned, ran_at)
     VALUES ($1, to_timestamp($2::float8 / 1000), 0, to_timestamp($3::float8 / 1000)) ON CONFLICT DO NOTHING`,
    [run.creditorId, run.scheduledFor, run.at],
  );
  return rowCount === 1;
}

/** An agent with their hours and what is on their desk; $1 is the instant, which tells the day that it is for them. */
export const AGENT_LOAD = `
  SELECT a.id, a.ref, a.queues, a.languages, a.kinds, a.skills, a.lead, a.capacity, a.zone, a.country, a.hours,
    a.absences, a.daily_limit AS "dailyLimit",
    (SELECT count(*) FROM escalations e WHERE e.agent_id = a.id AND e.status IN ('assigned', 'claimed')) AS open,
    (SELECT count(*) FROM escalation_hand_outs h WHERE h.agent_id = a.id
       AND h.day = (to_timestamp($1::float8 / 1000) AT TIME ZONE a.zone)::date) AS "newToday"
  FROM agents a WHERE a.active ORDER BY a.ref`;

/**
 * Locks the agents, so that two hand-outs never fill one desk twice, then what waits. What an agent is about to claim
 * is skipped: they have it.
 */
export async function readRun(
  tx: Queryable,
  occasion: HandOutOccasion,
  presence: (agent: AgentOnRecord) => AgentPresence,
): Promise<EscalationRun> {
  const { zone, country } = await zoneOfCreditor(tx, occasion.creditorId);
  await tx.query('SELECT id FROM agents WHERE active ORDER BY id FOR NO KEY UPDATE');
  const { rows } = await tx.query<AgentOnRecord & Record<string, unknown>>(AGENT_LOAD, [occasion.at]);
  const agents = rows.map((agent) => ({ ...agent, ...presence(agent) }));
  const waiting = await waitingEscalations(tx, occasion, agents);
  const settings = await tx.query<{ passings: number }>(
    `SELECT ${PASSINGS} AS passings FROM creditors c WHERE c.id = $1`,
    [occasion.creditorId],
  );
  return { zone, country, passings: settings.rows[0]?.passings ?? 0, waiting, agents };
}

export async function writeHandOut(
  tx: Queryable,
  occasion: HandOutOccasion,
  decision: HandOutDecision & { events: CaseEvent[] },
): Promise<void> {
  await writePassedOn(tx, decision.passedOn, occasion.at);
  await writeAssignments(tx, occasion, decision.assignments);
  await writeWaits(tx, decision.waits);
  if (decision.events.length > 0) await insertEvents(tx, decision.events);
}

/** Takes them off their desks; their due time stays, so that it is seen when it has passed. */
async function writePassedOn(
  tx: Queryable,
  passedOn: HandOutDecision['passedOn'],
  at: number,
): Promise<void> {
  if (passedOn.length === 0) return;
  await tx.query(
    `UPDATE escalations e SET status = 'requested', agent_id = NULL, passed_from = p.from_id, priority = p.priority,
       passings = p.passings
     FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::smallint[]) AS p(id, from_id, priority, passings)
     WHERE e.id = p.id`,
    columns(passedOn, 'escalationId', 'fromId', 'priority', 'passings'),
  );
  for (const why of new Set(passedOn.map((each) => each.why))) {
    const ids = passedOn.filter((each) => each.why === why).map((each) => each.escalationId);
    await endHandOuts(tx, ids, why, at);
  }
}

async function writeAssignments(
  tx: Queryable,
  { creditorId, scheduledFor, at }: HandOutOccasion,
  assignments: HandOutDecision['assignments'],
): Promise<void> {
  if (assignments.length === 0) return;
  await tx.query(
    `UPDATE escalations e SET status = 'assigned', agent_id = a.agent_id, due_at = to_timestamp(a.due_at / 1000),
       assigned_at = to_timestamp($4::float8 / 1000), waits_for = NULL
     FROM unnest($1::uuid[], $2::uuid[], $3::float8[]) AS a(id, agent_id, due_at) WHERE e.id = a.id`,
    [...columns(assignments, 'escalationId', 'agentId', 'dueAt'), at],
  );
  const how = scheduledFor === null ? 'drain' : 'run';
  await insertHandOuts(
    tx,
    assignments.map((each) => ({ ...each, id: each.handOutId, at, how, why: { ...each.why } })),
  );
  if (scheduledFor === null) return;
  await tx.query(
    `UPDATE escalation_runs SET assigned = $3
     WHERE creditor_id = $1 AND scheduled_for = to_timestamp($2::float8 / 1000)`,
    [creditorId, scheduledFor, assignments.length],
  );
}

async function writeWaits(tx: Queryable, waits: HandOutDecision['waits']): Promise<void> {
  if (waits.length === 0) return;
  await tx.query(
    `UPDATE escalations e SET waits_for = w.waits_for
     FROM unnest($1::uuid[], $2::text[]) AS w(id, waits_for) WHERE e.id = w.id`,
    columns(waits, 'escalationId', 'waitsFor'),
  );
}

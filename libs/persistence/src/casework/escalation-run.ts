import type { AgentLoad, Assignment, CaseEvent, EscalationRun } from '#contracts';
import type { Queryable } from '../database.js';
import { columns } from './columns.js';
import { readEscalations, zoneOfCreditor } from './escalations.sql.js';
import { insertEvents } from './records.sql.js';

/** How much one run hands out at most; the rest waits for the next. */
const RUN_LIMIT = 5000;

/** Enters the run of this scheduled instant; false when it was run before. */
export async function enterRun(
  tx: Queryable,
  run: { creditorId: string; scheduledFor: number; at: number },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO escalation_runs (creditor_id, scheduled_for, assigned, ran_at)
     VALUES ($1, to_timestamp($2::float8 / 1000), 0, to_timestamp($3::float8 / 1000)) ON CONFLICT DO NOTHING`,
    [run.creditorId, run.scheduledFor, run.at],
  );
  return rowCount === 1;
}

/**
 * Locks the agents, so that two creditors' runs never fill one desk twice, then what waits. What an agent is about
 * to claim is skipped: they have it.
 */
export async function readRun(tx: Queryable, creditorId: string): Promise<EscalationRun> {
  const { zone, country } = await zoneOfCreditor(tx, creditorId);
  await tx.query('SELECT id FROM agents WHERE active ORDER BY id FOR NO KEY UPDATE');
  const agents = await tx.query<AgentLoad & Record<string, unknown>>(
    `SELECT a.id, a.ref, a.queues, a.capacity, a.active, count(e.id) AS open
     FROM agents a LEFT JOIN escalations e ON e.agent_id = a.id AND e.status IN ('assigned', 'claimed')
     WHERE a.active GROUP BY a.id ORDER BY a.ref`,
  );
  const waiting = await readEscalations(
    tx,
    `WHERE e.creditor_id = $1 AND (e.status = 'requested'
       OR (e.status = 'assigned' AND EXISTS (SELECT FROM agents a WHERE a.id = e.agent_id AND NOT a.active)))
     ORDER BY e.priority, e.requested_at, e.id LIMIT $2 FOR UPDATE OF e SKIP LOCKED`,
    [creditorId, RUN_LIMIT],
  );
  return { zone, country, waiting, agents: agents.rows };
}

export async function writeAssignments(
  tx: Queryable,
  run: { creditorId: string; scheduledFor: number; at: number },
  assignments: Assignment[],
  events: CaseEvent[],
): Promise<void> {
  if (assignments.length === 0) return;
  await tx.query(
    `UPDATE escalations e SET status = 'assigned', agent_id = a.agent_id, due_at = to_timestamp(a.due_at / 1000),
       assigned_at = to_timestamp($4::float8 / 1000)
     FROM unnest($1::uuid[], $2::uuid[], $3::float8[]) AS a(id, agent_id, due_at) WHERE e.id = a.id`,
    [...columns(assignments, 'escalationId', 'agentId', 'dueAt'), run.at],
  );
  await insertEvents(tx, events);
  await tx.query(
    `UPDATE escalation_runs SET assigned = $3
     WHERE creditor_id = $1 AND scheduled_for = to_timestamp($2::float8 / 1000)`,
    [run.creditorId, run.scheduledFor, assignments.length],
  );
}

import type { AgentPresence, HandOutOccasion, LeavingDesk, WaitingEscalation } from '#contracts';
import type { Queryable } from '../database.js';
import { columns } from './columns.js';
import { endHandOuts } from './hand-outs.sql.js';
import { PASSINGS, readWaiting } from './waiting-escalations.sql.js';

/**
 * SQL for the assigned escalations that leave their desks: past their time, or with somebody who has left or is not
 * back before they are due. Each part by an index: what stays where it is is not looked at. Wants a table away
 * ({@link away}); answers with id and creditor_id.
 */
export function passesOn(at: string): string {
  // OFFSET keeps the planner from reading all desks to find those of the few.
  const onDeskOf = (agent: string, and: string): string => `
    LATERAL (SELECT e.id, e.creditor_id FROM escalations e
      WHERE e.agent_id = ${agent} AND e.status = 'assigned' ${and} OFFSET 0) e`;
  return `
    SELECT e.id, e.creditor_id FROM escalations e JOIN creditors c ON c.id = e.creditor_id
      JOIN agents a ON a.id = e.agent_id AND a.active
    WHERE e.status = 'assigned' AND e.due_at <= ${at} AND e.passings < ${PASSINGS}
    UNION SELECT e.id, e.creditor_id
    FROM away w, ${onDeskOf('w.id', `AND e.due_at > ${at} AND e.due_at <= w.back_from`)}
    UNION SELECT e.id, e.creditor_id FROM agents a, ${onDeskOf('a.id', '')} WHERE NOT a.active`;
}

/** SQL for who is away, for {@link passesOn}, of two parallel parameters from this one on. */
export function away(first: number): string {
  return `away AS (SELECT id, to_timestamp(back / 1000) AS back_from
    FROM unnest($${first}::uuid[], $${first + 1}::float8[]) AS w(id, back))`;
}

/** The parameters of {@link away}. */
export function awayColumns(agents: readonly (AgentPresence & { id: string })[], at: number): unknown[][] {
  return columns(
    agents.filter(({ backFrom }) => backFrom > at),
    'id',
    'backFrom',
  );
}

const UNCLAIMED = `
  WHERE e.status = 'assigned' AND e.id IN (
    WITH ${away(2)} SELECT p.id FROM (${passesOn('to_timestamp($4::float8 / 1000)')}) p
    WHERE p.creditor_id = $1 ORDER BY p.id LIMIT $5)
  ORDER BY e.id FOR UPDATE OF e SKIP LOCKED`;

/** Locks at most so many of what leaves its desk. What its agent is just claiming is skipped: they have it. */
export function lockUnclaimed(
  tx: Queryable,
  { creditorId, at }: HandOutOccasion,
  agents: readonly (AgentPresence & { id: string })[],
  atMost: number,
): Promise<WaitingEscalation[]> {
  return readWaiting(tx, UNCLAIMED, [creditorId, ...awayColumns(agents, at), at, atMost]);
}

/** Takes them off their desks; their due time stays, so that it is seen when it has passed. */
export async function writePassedOn(tx: Queryable, passedOn: LeavingDesk[], at: number): Promise<void> {
  if (passedOn.length === 0) return;
  await tx.query(
    `UPDATE escalations e SET status = 'requested', agent_id = NULL, passed_from = p.from_id, priority = p.priority,
       passings = p.passings, line = p.line, standing = coalesce(e.standing, 500)
     FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::smallint[], $5::text[])
       AS p(id, from_id, priority, passings, line)
     WHERE e.id = p.id`,
    columns(passedOn, 'escalationId', 'fromId', 'priority', 'passings', 'line'),
  );
  for (const why of new Set(passedOn.map((each) => each.why))) {
    const ids = passedOn.filter((each) => each.why === why).map((each) => each.escalationId);
    await endHandOuts(tx, ids, why, at);
  }
}

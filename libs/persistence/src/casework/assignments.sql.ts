import type { Assignment, HandOutOccasion, LeftWaiting } from '#contracts';
import type { Queryable } from '../database.js';
import { columns } from './columns.js';
import { countAssigned } from './escalation-runs.sql.js';
import { insertHandOuts } from './hand-outs.sql.js';

/** Locks what is about to be given. What somebody is just claiming is skipped, and what left another desk meanwhile. */
export async function lockStillWaiting(
  tx: Queryable,
  given: { id: string; notTo: string | null }[],
): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT e.id FROM unnest($1::uuid[], $2::uuid[]) AS g(id, not_to) JOIN escalations e ON e.id = g.id
     WHERE e.status = 'requested' AND e.passed_from IS NOT DISTINCT FROM g.not_to
     ORDER BY e.id FOR NO KEY UPDATE OF e SKIP LOCKED`,
    columns(given, 'id', 'notTo'),
  );
  return new Set(rows.map(({ id }) => id));
}

/** Puts escalations on desks; where they stood stays with them, for the case that they come back. */
export async function writeAssignments(
  tx: Queryable,
  occasion: HandOutOccasion,
  assignments: Assignment[],
): Promise<void> {
  const { at, scheduledFor } = occasion;
  const rows = assignments.map((each) => ({ ...each, standing: each.why.standing }));
  await tx.query(
    `UPDATE escalations e SET status = 'assigned', agent_id = a.agent_id, due_at = to_timestamp(a.due_at / 1000),
       assigned_at = to_timestamp($6::float8 / 1000), waits_for = NULL, line = a.line, standing = a.standing
     FROM unnest($1::uuid[], $2::uuid[], $3::float8[], $4::text[], $5::smallint[])
       AS a(id, agent_id, due_at, line, standing) WHERE e.id = a.id`,
    [...columns(rows, 'escalationId', 'agentId', 'dueAt', 'line', 'standing'), at],
  );
  const how = scheduledFor === null ? 'drain' : 'run';
  await insertHandOuts(
    tx,
    assignments.map((each) => ({ ...each, id: each.handOutId, at, how, why: { ...each.why } })),
  );
  if (scheduledFor !== null) await countAssigned(tx, occasion, assignments.length);
}

/** Notes why what is left waits, in which line, and where it stands there. What was claimed meanwhile is left alone. */
export async function writeLeft(db: Queryable, left: LeftWaiting[]): Promise<void> {
  const rows = [...left].sort((a, b) => (a.escalationId < b.escalationId ? -1 : 1));
  await db.query(
    `UPDATE escalations e SET waits_for = w.waits_for, line = w.line, standing = w.standing
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[]) AS w(id, waits_for, line, standing)
     WHERE e.id = w.id AND e.status = 'requested'`,
    columns(rows, 'escalationId', 'waitsFor', 'line', 'standing'),
  );
}

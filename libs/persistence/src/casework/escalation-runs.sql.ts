import type { HandOutOccasion } from '#contracts';
import type { Queryable } from '../database.js';

/** Machine time after which a run that is not told of any more is taken on by another process. */
const LEASE = `now() + interval '60 s'`;

/** Enters the run of this scheduled instant; false when it was served before, or another process is at it. */
export async function enterRun(db: Queryable, run: HandOutOccasion): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO escalation_runs (creditor_id, scheduled_for, assigned, ran_at, lease_until)
     VALUES ($1, to_timestamp($2::float8 / 1000), 0, to_timestamp($3::float8 / 1000), ${LEASE})
     ON CONFLICT (creditor_id, scheduled_for) DO UPDATE SET lease_until = excluded.lease_until
       WHERE escalation_runs.lease_until < now()`,
    [run.creditorId, run.scheduledFor, run.at],
  );
  return rowCount === 1;
}

export async function endRun(db: Queryable, { creditorId, scheduledFor }: HandOutOccasion): Promise<void> {
  await db.query(
    `UPDATE escalation_runs SET lease_until = NULL
     WHERE creditor_id = $1 AND scheduled_for = to_timestamp($2::float8 / 1000)`,
    [creditorId, scheduledFor],
  );
}

/** Counts what the run has handed out so far, and keeps it with this process. */
export async function countAssigned(
  tx: Queryable,
  { creditorId, scheduledFor }: HandOutOccasion,
  assigned: number,
): Promise<void> {
  await tx.query(
    `UPDATE escalation_runs SET assigned = assigned + $3, lease_until = ${LEASE}
     WHERE creditor_id = $1 AND scheduled_for = to_timestamp($2::float8 / 1000)`,
    [creditorId, scheduledFor, assigned],
  );
}

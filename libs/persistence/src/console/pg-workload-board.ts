import { type Workload, WorkloadBoard } from '#contracts';
import { PASSINGS } from '../casework/waiting-escalations.sql.js';
import type { Queryable } from '../database.js';

/** Counts what is due at $1 by the indexes that the services themselves claim by. */
const DUE_NOW = `
  SELECT
    (SELECT coalesce(sum(d.n), 0)::int FROM generate_series(0, 63) AS s(shard) CROSS JOIN LATERAL (
       SELECT count(*) AS n FROM enrolments e WHERE e.shard = s.shard AND e.due_at <= $1) d) AS enrolments,
    (SELECT count(*) FROM flights f WHERE stage = 'deferred' AND (due_at <= $1
       OR (paused AND EXISTS (SELECT FROM campaigns c WHERE c.id = f.campaign_id AND c.paused_at IS NULL)))) AS deferred,
    (SELECT count(*) FROM holds WHERE lifted_at IS NULL AND until <= $1) AS holds,
    (SELECT count(*) FROM escalations e JOIN creditors c ON c.id = e.creditor_id
     WHERE e.status = 'assigned' AND e.due_at <= $1 AND e.passings < ${PASSINGS}) AS lapsed,
    (SELECT count(*) FROM promises WHERE next_at <= $1) + (SELECT count(*) FROM plans WHERE next_at <= $1) AS agreements,
    (SELECT count(*) FROM wake_ups) AS "wakeUps",
    (SELECT count(*) FROM flights WHERE stage = 'moving') AS moving,
    (SELECT count(*) FROM flights WHERE stage = 'in_doubt') AS "inDoubt"`;

const NEXT = `
  SELECT (extract(epoch FROM least(
    (SELECT min(d.due_at) FROM generate_series(0, 63) AS s(shard) CROSS JOIN LATERAL (
       SELECT min(e.due_at) AS due_at FROM enrolments e WHERE e.shard = s.shard AND e.due_at > $1) d),
    (SELECT min(due_at) FROM flights WHERE stage = 'deferred' AND due_at > $1),
    (SELECT min(due_at) FROM escalations WHERE status = 'assigned' AND due_at > $1),
    (SELECT min(until) FROM holds WHERE lifted_at IS NULL AND until > $1),
    (SELECT min(next_at) FROM promises WHERE next_at > $1),
    (SELECT min(next_at) FROM plans WHERE next_at > $1)
  )) * 1000)::float8 AS "nextAt"`;

/** What there is to do, for whoever steps the clock. */
export class PgWorkloadBoard extends WorkloadBoard {
  constructor(private readonly db: Queryable) {
    super();
  }

  async read(now: number): Promise<Workload> {
    const at = new Date(now);
    const [due, next] = await Promise.all([
      this.db.query<Workload['dueNow']>(DUE_NOW, [at]),
      this.db.query<{ nextAt: number | null }>(NEXT, [at]),
    ]);
    const dueNow = due.rows[0];
    if (dueNow === undefined) throw new Error('counting answered with nothing');
    const nextAt = next.rows[0]?.nextAt ?? null;
    // Instants in the database are finer than a millisecond: stepping to the one before would find nothing due.
    return { dueNow, nextAt: nextAt === null ? null : Math.ceil(nextAt) };
  }
}

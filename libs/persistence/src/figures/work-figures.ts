import type { FigureMeaning, Reading } from '#contracts';
import type { Database } from '../database.js';

/** Counts stop here: whoever watches needs to know that there are many, and not to have them counted. */
const COUNTED_AT_MOST = 10_000;
/** Flights looked through for doubts; leases of doubts are near their end, where the look begins. */
const DOUBTS_AT_MOST = 1_000;
/** What a look may cost at most, in machine milliseconds; a database that is so busy is told by other figures. */
const STATEMENT_TIMEOUT_MS = 2_000;

const NAMES = {
  oldestDue: 'dunlin_enrolments_oldest_due_seconds',
  oldestRelease: 'dunlin_messages_oldest_overdue_release_seconds',
  oldestWakeUp: 'dunlin_wake_ups_oldest_seconds',
  backlog: 'dunlin_reconciler_backlog_messages',
  oldestBacklog: 'dunlin_reconciler_backlog_oldest_seconds',
  doubts: 'dunlin_attempts_in_doubt',
  oldestDoubt: 'dunlin_attempts_oldest_in_doubt_seconds',
  oldestUnsealed: 'dunlin_decisions_oldest_unsealed_seconds',
  unassigned: 'dunlin_escalations_unassigned',
  oldestUnassigned: 'dunlin_escalations_oldest_unassigned_seconds',
} as const;

/** What is said of the work as a whole. Ages of business matters are in business time, which is the machine's but in a demo. */
export const WORK_FIGURES: readonly FigureMeaning[] = [
  { name: NAMES.oldestDue, help: 'How long the enrolment that is due first has been due (business time).' },
  {
    name: NAMES.oldestRelease,
    help: 'How long the deferred message whose moment came first has waited past it (business time).',
  },
  { name: NAMES.oldestWakeUp, help: 'Age of the oldest case event that is not folded in (business time).' },
  {
    name: NAMES.backlog,
    help: `Messages in flight whose owner's lease has passed; ${COUNTED_AT_MOST} stands for more.`,
  },
  { name: NAMES.oldestBacklog, help: 'How long the first of them has had no owner.' },
  {
    name: NAMES.doubts,
    help: `Attempts of which nobody knows whether the provider took them; ${DOUBTS_AT_MOST} stands for more.`,
  },
  { name: NAMES.oldestDoubt, help: 'Age of the oldest of them.' },
  { name: NAMES.oldestUnsealed, help: 'Age of the oldest contact decision that is not sealed.' },
  {
    name: NAMES.unassigned,
    help: `Escalations that wait for an agent; ${COUNTED_AT_MOST} stands for more.`,
  },
  {
    name: NAMES.oldestUnassigned,
    help: 'How long the first of them has waited (business time).',
  },
];

type Row = Record<keyof typeof NAMES, number | null>;

/** Looks at the ends of indexes alone: what it costs does not grow with what there is. */
const READ = `
  SELECT
    (SELECT extract(epoch FROM business_now() - min(first.due_at))
     FROM generate_series(0, 63) AS s(shard) CROSS JOIN LATERAL (
       SELECT due_at FROM enrolments e WHERE e.shard = s.shard AND due_at IS NOT NULL ORDER BY due_at LIMIT 1
     ) first)::float8 AS "oldestDue",
    (SELECT extract(epoch FROM business_now() - due_at) FROM flights
     WHERE stage = 'deferred' ORDER BY due_at LIMIT 1)::float8 AS "oldestRelease",
    (SELECT extract(epoch FROM business_now() - at) FROM wake_ups ORDER BY id LIMIT 1)::float8 AS "oldestWakeUp",
    (SELECT count(*) FROM (
       SELECT FROM flights WHERE stage <> 'deferred' AND lease_until <= clock_timestamp() LIMIT ${COUNTED_AT_MOST}
     ) stale)::int AS backlog,
    (SELECT extract(epoch FROM clock_timestamp() - lease_until) FROM flights
     WHERE stage <> 'deferred' ORDER BY lease_until LIMIT 1)::float8 AS "oldestBacklog",
    doubt.count AS doubts,
    doubt.age AS "oldestDoubt",
    (SELECT extract(epoch FROM clock_timestamp() - min(recorded_at)) FROM decisions
     WHERE recorded_at >= coalesce((SELECT sealed_to FROM seal_progress), '-infinity'))::float8 AS "oldestUnsealed",
    waiting.count AS unassigned,
    waiting.age AS "oldestUnassigned"
  FROM (
    SELECT count(*)::int AS count,
           extract(epoch FROM clock_timestamp() - min(a.committed_at))::float8 AS age
    FROM (
      SELECT shard, message_id, leg_no FROM flights
      WHERE stage <> 'deferred' AND stage = 'in_doubt' ORDER BY lease_until LIMIT ${DOUBTS_AT_MOST}
    ) f LEFT JOIN LATERAL (
      SELECT committed_at FROM attempts
      WHERE shard = f.shard AND message_id = f.message_id AND leg_no = f.leg_no
      ORDER BY attempt_no DESC LIMIT 1
    ) a ON true
  ) doubt, (
    SELECT count(*)::int AS count, extract(epoch FROM business_now() - min(requested_at))::float8 AS age
    FROM (SELECT requested_at FROM escalations WHERE status = 'requested' LIMIT ${COUNTED_AT_MOST}) e
  ) waiting`;

/** Reads all of them at once. */
export async function readWorkFigures(db: Database): Promise<Record<string, Reading[]>> {
  const row = await db.transaction(async (tx) => {
    await tx.query(`SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    const { rows } = await tx.query<Row>(READ);
    return rows[0];
  });
  // What is due only later, or of which there is none, has not waited at all.
  return Object.fromEntries(
    Object.entries(NAMES).map(([key, name]) => [
      name,
      [{ value: Math.max(0, row?.[key as keyof Row] ?? 0) }],
    ]),
  );
}

import { OverviewBoard, type OverviewView } from '#contracts';
import type { Queryable } from '../database.js';
import { iso } from './view.sql.js';

/** Counts by name. Each large table is passed over once at most; callers limit how often they ask. */
const COUNTS = `
  SELECT 'case' AS of, status AS name, count(*) AS n FROM cases GROUP BY status
  UNION ALL SELECT 'case', 'paid', count(*) FROM cases WHERE closed_reason = 'paid'
  UNION ALL SELECT 'enrolment', status, count(*) FROM enrolments GROUP BY status
  UNION ALL SELECT 'flight', stage, count(*) FROM flights GROUP BY stage
  UNION ALL SELECT 'message', status, count(*) FROM messages WHERE status IN ('refused', 'cancelled', 'unknown') GROUP BY status
  UNION ALL SELECT 'leg', status, count(*) FROM legs GROUP BY status
  UNION ALL SELECT 'leg', 'was-accepted', count(*) FROM legs WHERE accepted_at IS NOT NULL
  -- A mail that its receiver's server took has arrived, until it bounces.
  UNION ALL SELECT 'leg', 'arrived-mail', count(*) FROM legs WHERE channel = 'email' AND status IN ('accepted', 'sent')
  UNION ALL SELECT 'escalation', status, count(*) FROM escalations GROUP BY status
  UNION ALL SELECT 'escalation', 'overdue', count(*) FROM escalations WHERE status <> 'resolved' AND due_at <= business_now()
  UNION ALL SELECT 'escalation', 'passed-on', count(*) FROM escalations WHERE status <> 'resolved' AND passings > 0
  UNION ALL SELECT 'clicked', '', count(DISTINCT message_id) FROM portal_visits WHERE agent_class = 'person'
  UNION ALL SELECT 'stopped', '', count(*) FROM persons WHERE stops <> '{}'
  UNION ALL SELECT 'opted-out', '', count(*) FROM suppressions WHERE reason = 'opt-out'
  UNION ALL SELECT 'data-queue', '', count(*) FROM data_queue WHERE resolved_at IS NULL`;

/** By the index on (shard, due_at): what is due, never what exists. */
const DUE = `
  SELECT ${iso('business_now()')} AS "businessNow", coalesce(sum(d.n), 0)::int AS due,
    greatest(0, coalesce(extract(epoch FROM business_now() - min(d.oldest)) * 1000, 0))::bigint AS "oldestDueMs"
  FROM generate_series(0, 63) AS s(shard) CROSS JOIN LATERAL (
    SELECT count(*) AS n, min(e.due_at) AS oldest FROM enrolments e
    WHERE e.shard = s.shard AND e.due_at <= business_now()
  ) d`;

const PAYMENTS = `
  SELECT currency, sum(amount_minor)::bigint AS "amountMinor", count(*) AS count
  FROM payments GROUP BY currency ORDER BY currency`;

type Due = { businessNow: string; due: number; oldestDueMs: number };

/** Where everything stands. */
export class PgOverviewBoard extends OverviewBoard {
  constructor(private readonly db: Queryable) {
    super();
  }

  async read(): Promise<OverviewView> {
    const [counts, due, payments] = await Promise.all([
      this.db.query<{ of: string; name: string; n: number }>(COUNTS),
      this.db.query<Due>(DUE),
      this.db.query<OverviewView['payments'][number]>(PAYMENTS),
    ]);
    const byName = new Map(counts.rows.map(({ of, name, n }) => [`${of}:${name}`, n]));
    const count = (of: string, ...names: string[]): number =>
      names.reduce((sum, name) => sum + (byName.get(`${of}:${name}`) ?? 0), 0);
    return compose(count, due.rows[0] ?? { businessNow: '', due: 0, oldestDueMs: 0 }, payments.rows);
  }
}

function compose(
  count: (of: string, ...names: string[]) => number,
  { businessNow, ...due }: Due,
  payments: OverviewView['payments'],
): OverviewView {
  return {
    businessNow,
    cases: {
      verifying: count('case', 'verifying'),
      open: count('case', 'open'),
      closed: count('case', 'closed'),
      paid: count('case', 'paid'),
    },
    enrolments: {
      ...due,
      active: count('enrolment', 'active'),
      parked: count('enrolment', 'parked'),
      ended: count('enrolment', 'ended'),
    },
    flights: {
      moving: count('flight', 'moving'),
      deferred: count('flight', 'deferred'),
      inDoubt: count('flight', 'in_doubt'),
    },
    messages: {
      sent: count('leg', 'was-accepted'),
      delivered: count('leg', 'delivered', 'read', 'completed', 'arrived-mail'),
      failed: count('leg', 'failed', 'undelivered', 'canceled', 'busy', 'no-answer'),
      bounced: count('leg', 'bounced'),
      refused: count('message', 'refused'),
      cancelled: count('message', 'cancelled'),
      unknown: count('message', 'unknown'),
      clicked: count('clicked', ''),
    },
    stopped: count('stopped', ''),
    optedOut: count('opted-out', ''),
    dataQueue: count('data-queue', ''),
    escalations: {
      requested: count('escalation', 'requested'),
      assigned: count('escalation', 'assigned'),
      claimed: count('escalation', 'claimed'),
      resolved: count('escalation', 'resolved'),
      overdue: count('escalation', 'overdue'),
      passedOn: count('escalation', 'passed-on'),
    },
    payments,
  };
}

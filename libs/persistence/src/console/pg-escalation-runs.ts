import { v7 as uuidv7 } from 'uuid';
import {
  type AgentOnRecord,
  type AgentPresence,
  type DrainableCreditor,
  type EscalationRunTime,
  EscalationRuns,
  type EscalationSchedule,
} from '#contracts';
import { columns } from '../casework/columns.js';
import { AGENT_LOAD } from '../casework/escalation-run.js';
import { passesOn, works, worksColumns } from '../casework/waiting-escalations.sql.js';
import { writeRecords } from '../casework/records.sql.js';
import type { Database, Queryable } from '../database.js';

/** Whether an escalation waits for a run: nobody has it, or whoever has it has left. */
function waiting(creditor: string, requestedBy: string): string {
  return `(EXISTS (SELECT FROM escalations e
      WHERE e.creditor_id = ${creditor} AND e.status = 'requested' AND e.requested_at <= ${requestedBy})
    OR EXISTS (SELECT FROM agents a JOIN escalations e ON e.agent_id = a.id AND e.status = 'assigned'
      WHERE NOT a.active AND e.creditor_id = ${creditor} AND e.requested_at <= ${requestedBy}))`;
}

const SCHEDULES = `
  SELECT c.id AS "creditorId", c.escalation_cron AS cron, c.zone, c.country, ${waiting('c.id', "'infinity'")} AS waiting
  FROM creditors c ORDER BY c.id`;

const UNSERVED = `
  SELECT r.creditor_id AS "creditorId", r.scheduled_for AS "scheduledFor"
  FROM unnest($1::uuid[], $2::float8[]) AS r(creditor_id, scheduled_for)
  WHERE NOT EXISTS (SELECT FROM escalation_runs s
      WHERE s.creditor_id = r.creditor_id AND s.scheduled_for = to_timestamp(r.scheduled_for / 1000))
    AND ${waiting('r.creditor_id', 'to_timestamp(r.scheduled_for / 1000)')}`;

/** Cheap enough for every second: open escalations by their indexes, and the agents. */
const DRAINABLE = `
  WITH ${works(1)},
  desks AS (
    SELECT a.id, a.queues, a.xmin, least(
      a.capacity - (SELECT count(*) FROM escalations e WHERE e.agent_id = a.id AND e.status IN ('assigned', 'claimed')),
      a.daily_limit - (SELECT count(*) FROM escalation_hand_outs h WHERE h.agent_id = a.id
        AND h.day = (to_timestamp($4::float8 / 1000) AT TIME ZONE a.zone)::date)) AS room
    FROM agents a JOIN works w ON w.id = a.id WHERE w.works_from <= to_timestamp($4::float8 / 1000)
  ),
  free AS (SELECT * FROM desks WHERE room > 0),
  last AS (SELECT creditor_id, to_timestamp(at / 1000) AS at FROM unnest($5::uuid[], $6::float8[]) AS l(creditor_id, at)),
  movable AS (
    SELECT e.creditor_id, count(*) AS n, max(e.id::text) AS newest FROM escalations e
      JOIN creditors c ON c.id = e.creditor_id LEFT JOIN last l ON l.creditor_id = c.id
    WHERE e.status IN ('requested', 'assigned') AND (${passesOn('to_timestamp($4::float8 / 1000)')}
      OR (e.status = 'requested' AND (e.passed_from IS NOT NULL OR e.requested_at <= l.at)
        AND EXISTS (SELECT FROM free f WHERE e.queue = ANY(f.queues))))
    GROUP BY e.creditor_id
  )
  SELECT m.creditor_id AS "creditorId", md5(concat_ws(' ', m.n, m.newest,
    (SELECT string_agg(concat_ws(':', f.id, f.room, f.xmin), ',' ORDER BY f.id) FROM free f))) AS fingerprint
  FROM movable m ORDER BY m.creditor_id`;

/**
 * A hold that is over no longer holds, whether it was ended here or not: every reader compares its end with the
 * clock. So this takes no person's lock; it writes down that it ended, and wakes what it held.
 */
const END_HOLDS = `
  WITH over AS (
    UPDATE holds SET lifted_at = until, lifted_by = 'system'
    WHERE id IN (
      SELECT id FROM holds WHERE lifted_at IS NULL AND until <= to_timestamp($1::float8 / 1000)
      ORDER BY until LIMIT $2 FOR UPDATE SKIP LOCKED
    ) RETURNING id, person_id, case_id, reason
  )
  SELECT o.id, o.reason, c.id AS "caseId", c.person_id AS "personId"
  FROM over o LEFT JOIN cases c
    ON c.person_id = o.person_id AND (o.case_id IS NULL OR o.case_id = c.id) AND c.status <> 'closed'`;

interface EndedHold {
  id: string;
  reason: string;
  caseId: string | null;
  personId: string | null;
}

/** What the escalation run works by, in Postgres. */
export class PgEscalationRuns extends EscalationRuns {
  constructor(private readonly db: Database) {
    super();
  }

  async schedules(): Promise<EscalationSchedule[]> {
    const { rows } = await this.db.query<EscalationSchedule>({
      name: 'escalation-schedules',
      text: SCHEDULES,
    });
    return rows;
  }

  async unserved(runs: EscalationRunTime[]): Promise<EscalationRunTime[]> {
    if (runs.length === 0) return [];
    const { rows } = await this.db.query<EscalationRunTime>({
      name: 'unserved-escalation-runs',
      text: UNSERVED,
      values: columns(runs, 'creditorId', 'scheduledFor'),
    });
    return rows;
  }

  async agents(now: number): Promise<AgentOnRecord[]> {
    const { rows } = await this.db.query<AgentOnRecord & Record<string, unknown>>({
      name: 'agents-at-their-desks',
      text: AGENT_LOAD,
      values: [now],
    });
    return rows;
  }

  async drainable(
    now: number,
    agents: (AgentPresence & { id: string })[],
    lastRuns: EscalationRunTime[],
  ): Promise<DrainableCreditor[]> {
    const { rows } = await this.db.query<DrainableCreditor & Record<string, unknown>>({
      name: 'drainable-creditors',
      text: DRAINABLE,
      values: [...worksColumns(agents), now, ...columns(lastRuns, 'creditorId', 'scheduledFor')],
    });
    return rows;
  }

  endHolds(now: number, limit: number): Promise<number> {
    return this.db.transaction(async (tx) => {
      const { rows } = await tx.query<EndedHold>({
        name: 'end-holds',
        text: END_HOLDS,
        values: [now, limit],
      });
      await tellCases(tx, rows, now);
      return new Set(rows.map((row) => row.id)).size;
    });
  }
}

async function tellCases(tx: Queryable, ended: EndedHold[], at: number): Promise<void> {
  const told = ended.flatMap(({ id, reason, caseId, personId }) =>
    caseId === null || personId === null ? [] : [{ id, reason, caseId, personId }],
  );
  await writeRecords(tx, {
    events: told.map(({ id, reason, caseId, personId }) => ({
      id: uuidv7({ msecs: at }),
      caseId,
      personId,
      kind: 'hold.lifted' as const,
      actor: 'system',
      detail: { hold: id, reasons: [reason], expired: true },
      at,
    })),
    wakeUps: [...new Set(told.map(({ caseId }) => caseId))].map((caseId) => ({
      caseId,
      kind: 'released' as const,
      at,
    })),
  });
}

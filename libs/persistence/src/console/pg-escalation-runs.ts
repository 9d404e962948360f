import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import {
  type AgentLoad,
  type AgentOnRecord,
  type DrainableCreditor,
  type EscalationRunTime,
  EscalationRuns,
  type EscalationSchedule,
} from '#contracts';
import { freeFor } from '#domain';
import { columns } from '../casework/columns.js';
import { AGENT_LOAD } from '../casework/desks.sql.js';
import { away, awayColumns, passesOn } from '../casework/unclaimed-escalations.sql.js';
import { linesOf } from '../casework/waiting-escalations.sql.js';
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
      WHERE s.creditor_id = r.creditor_id AND s.scheduled_for = to_timestamp(r.scheduled_for / 1000)
        AND (s.lease_until IS NULL OR s.lease_until >= now()))
    AND ${waiting('r.creditor_id', 'to_timestamp(r.scheduled_for / 1000)')}`;

/** Cheap enough for every second: what leaves desks by its indexes, and the lines with their heads, however long these are. */
const DRAINABLE = `
  WITH RECURSIVE ${away(1)}, ${linesOf(null)}
  SELECT creditor_id AS "creditorId", NULL AS line, min(id::text) || count(*) AS head
  FROM (${passesOn('to_timestamp($3::float8 / 1000)')}) p GROUP BY creditor_id
  UNION ALL
  SELECT creditor_id, NULL, min(id::text) || count(*) FROM escalations
  WHERE status = 'requested' AND line IS NULL AND passed_from IS NOT NULL GROUP BY creditor_id
  UNION ALL
  SELECT l.creditor_id, l.line, h.id::text FROM lines l, LATERAL (
    SELECT e.id FROM escalations e
    WHERE e.creditor_id = l.creditor_id AND e.status = 'requested' AND e.line IS NOT NULL AND e.line = l.line
    ORDER BY e.priority, e.standing DESC, e.requested_at, e.id LIMIT 1) h
  ORDER BY 1, 2, 3`;

interface Movable {
  creditorId: string;
  /** Null: it leaves a desk, or was given back before it ever stood in a line. */
  line: string | null;
  /** Which comes first, and where they are counted, how many there are. */
  head: string;
}

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

  async underWay(): Promise<boolean> {
    const { rowCount } = await this.db.query(
      'SELECT FROM escalation_runs WHERE lease_until >= now() LIMIT 1',
    );
    return rowCount === 1;
  }

  async agents(now: number): Promise<AgentOnRecord[]> {
    const { rows } = await this.db.query<AgentOnRecord & Record<string, unknown>>({
      name: 'agents-at-their-desks',
      text: AGENT_LOAD,
      values: [now],
    });
    return rows;
  }

  async drainable(now: number, agents: AgentLoad[]): Promise<DrainableCreditor[]> {
    const { rows } = await this.db.query<Movable & Record<string, unknown>>({
      name: 'drainable-creditors',
      text: DRAINABLE,
      values: [...awayColumns(agents, now), now],
    });
    const heads = new Map<string, string[]>();
    for (const { creditorId, line, head } of rows) {
      if (line !== null && freeFor(line, agents, now).length === 0) continue;
      heads.set(creditorId, [...(heads.get(creditorId) ?? []), head]);
    }
    // What moves with the clock alone is no change.
    const atWork = agents
      .filter(({ worksFrom }) => worksFrom <= now)
      .map((agent) => ({ ...agent, worksFrom: 0, backFrom: 0 }));
    return [...heads].map(([creditorId, all]) => ({
      creditorId,
      fingerprint: createHash('sha256')
        .update(JSON.stringify([all, atWork]))
        .digest('base64'),
    }));
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

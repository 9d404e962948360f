import {
  AgentDigests,
  type DigestContent,
  type DigestLine,
  type DigestName,
  type DigestOutcome,
  type DigestRecipient,
} from '#contracts';
import type { Database } from '../database.js';

/** Who came back from a long time away is not told of every change since. */
const LOOK_BACK = '7 days';

const LINE = `e.id AS "escalationId", k.ref AS "caseRef", e.queue, e.reason, e.priority,
  (extract(epoch FROM e.due_at) * 1000)::float8 AS "dueAt"`;

/** What lies on the desk: in which section it is told, if in any. */
const ON_DESK = `
  SELECT ${LINE}, CASE
      WHEN e.due_at <= to_timestamp($2::float8 / 1000) THEN 'overdue'
      WHEN e.due_at < to_timestamp($3::float8 / 1000) THEN 'dueToday'
      WHEN EXISTS (SELECT FROM escalation_hand_outs h WHERE h.escalation_id = e.id AND h.agent_id = $1
        AND h.ended IS NULL AND h.at > since.at) THEN 'fresh'
    END AS section
  FROM escalations e JOIN cases k ON k.id = e.case_id CROSS JOIN since
  WHERE e.agent_id = $1 AND e.status IN ('assigned', 'claimed')
  ORDER BY e.priority, e.due_at, e.id`;

/** What others took, or got, from the desk; what the agent gave back or resolved is no news to them. */
const GONE = `
  SELECT DISTINCT ON (e.id) ${LINE}, h.ended
  FROM escalation_hand_outs h JOIN escalations e ON e.id = h.escalation_id JOIN cases k ON k.id = e.case_id
    CROSS JOIN since
  WHERE h.agent_id = $1 AND h.ended IN ('lapsed', 'away', 'inactive', 'handed-on', 'claimed-by-other')
    AND h.ended_at > since.at AND h.ended_at <= to_timestamp($2::float8 / 1000) AND e.agent_id IS DISTINCT FROM $1
  ORDER BY e.id, h.ended_at DESC`;

const UNCLAIMED = `
  SELECT ${LINE}
  FROM escalations e JOIN cases k ON k.id = e.case_id JOIN agents a ON a.id = $1 AND a.lead
  WHERE e.status = 'requested' AND e.due_at <= to_timestamp($2::float8 / 1000) AND e.queue = ANY(a.queues)
  ORDER BY e.priority, e.due_at, e.id`;

/** Up to when the agent was told before. */
const SINCE = `WITH since AS (
  SELECT greatest(to_timestamp($2::float8 / 1000) - interval '${LOOK_BACK}',
    (SELECT max(told_until) FROM agent_digests d
     WHERE d.agent_id = $1 AND d.outcome IN ('sent', 'nothing-to-tell'))) AS at)`;

type Line = DigestLine & Record<string, unknown>;

/** The mails of the day on Postgres: a row an agent and day. */
export class PgAgentDigests extends AgentDigests {
  constructor(private readonly db: Database) {
    super();
  }

  async recipients(): Promise<DigestRecipient[]> {
    const { rows } = await this.db.query<DigestRecipient & Record<string, unknown>>({
      name: 'digest-recipients',
      text: `SELECT id, ref, name, email, zone, country, hours, absences FROM agents
        WHERE active AND email IS NOT NULL ORDER BY ref`,
    });
    return rows;
  }

  claim({ agentId, day }: DigestName, leaseMs: number): Promise<boolean> {
    return this.changed(
      `INSERT INTO agent_digests AS d (agent_id, day, lease_until)
       VALUES ($1, $2, now() + $3::float8 * interval '1 millisecond')
       ON CONFLICT (agent_id, day) DO UPDATE SET lease_until = excluded.lease_until
         WHERE d.outcome IS NULL AND d.begun_at IS NULL AND d.lease_until < now()`,
      [agentId, day, leaseMs],
    );
  }

  async content(agentId: string, now: number, dayEnd: number): Promise<DigestContent> {
    type OnDesk = Line & { section: 'overdue' | 'dueToday' | 'fresh' | null };
    const [desk, gone, unclaimed] = await Promise.all([
      this.db.query<OnDesk>(`${SINCE} ${ON_DESK}`, [agentId, now, dayEnd]),
      this.db.query<Line & { ended: string }>(`${SINCE} ${GONE}`, [agentId, now]),
      this.db.query<Line>(UNCLAIMED, [agentId, now]),
    ]);
    const of = (section: OnDesk['section']): DigestLine[] =>
      desk.rows.filter((row) => row.section === section);
    return {
      onDesk: desk.rows.length,
      overdue: of('overdue'),
      dueToday: of('dueToday'),
      fresh: of('fresh'),
      gone: gone.rows,
      unclaimed: unclaimed.rows,
    };
  }

  begin({ agentId, day }: DigestName, toldUntil: number): Promise<boolean> {
    return this.changed(
      `UPDATE agent_digests SET begun_at = now(), told_until = to_timestamp($3::float8 / 1000)
       WHERE agent_id = $1 AND day = $2 AND begun_at IS NULL AND outcome IS NULL AND lease_until > now()`,
      [agentId, day, toldUntil],
    );
  }

  async finish({ agentId, day }: DigestName, outcome: DigestOutcome): Promise<void> {
    await this.changed('UPDATE agent_digests SET outcome = $3 WHERE agent_id = $1 AND day = $2', [
      agentId,
      day,
      outcome,
    ]);
  }

  async putOff({ agentId, day }: DigestName, ms: number): Promise<void> {
    await this.changed(
      `UPDATE agent_digests SET begun_at = NULL, lease_until = now() + $3::float8 * interval '1 millisecond'
       WHERE agent_id = $1 AND day = $2`,
      [agentId, day, ms],
    );
  }

  private async changed(sql: string, values: unknown[]): Promise<boolean> {
    return (await this.db.query(sql, values)).rowCount === 1;
  }
}

import { v7 as uuidv7 } from 'uuid';
import { type AgentChange, type AgentProfile, AgentRoster, type AgentView } from '#contracts';
import type { Absence } from '#domain';
import type { Database, Queryable } from '../database.js';
import { businessNow } from '../outreach/business-now.js';
import { writeRecords } from '../casework/records.sql.js';
import { changeAgent, insertAgent } from './agents.sql.js';

const VIEW = `
  SELECT a.id, a.ref, a.name, a.email, a.queues, a.languages, a.kinds, a.skills, a.zone, a.country, a.hours, a.absences,
    a.capacity, a.daily_limit AS "dailyLimit", a.lead, a.active, d.open, d.claimed, d.overdue,
    (SELECT count(*) FROM escalation_hand_outs h WHERE h.agent_id = a.id
       AND h.day = (business_now() AT TIME ZONE a.zone)::date) AS "newToday"
  FROM agents a CROSS JOIN LATERAL (
    SELECT count(*) AS open, count(*) FILTER (WHERE e.status = 'claimed') AS claimed,
      count(*) FILTER (WHERE e.due_at <= business_now()) AS overdue
    FROM escalations e WHERE e.agent_id = a.id AND e.status IN ('assigned', 'claimed')
  ) d`;

/** Agents, who escalations go to. */
export class PgAgentRoster extends AgentRoster {
  constructor(private readonly db: Database) {
    super();
  }

  async list(): Promise<AgentView[]> {
    const { rows } = await this.db.query<AgentView>(`${VIEW} ORDER BY a.ref`);
    return rows;
  }

  read(ref: string): Promise<AgentView | null> {
    return readAgent(this.db, ref);
  }

  add(profile: AgentProfile, actor: string): Promise<AgentView | null> {
    return this.db.transaction(async (tx) => {
      const { ref, hours, ...rest } = profile;
      if (!(await insertAgent(tx, uuidv7(), ref, profile.name))) return null;
      // Hours that are given are all of them: the table's default must not shine through.
      if (hours !== undefined) await tx.query(`UPDATE agents SET hours = '{}' WHERE ref = $1`, [ref]);
      await changeAgent(tx, ref, { ...rest, hours });
      return record(tx, ref, actor, 'agent.add', {});
    });
  }

  change(ref: string, change: AgentChange, actor: string): Promise<AgentView | null> {
    return this.db.transaction(async (tx) => {
      if (!(await changeAgent(tx, ref, change))) return null;
      return record(tx, ref, actor, 'agent.change', { fields: Object.keys(change) });
    });
  }

  addAbsence(ref: string, { from, to }: Absence, actor: string): Promise<AgentView | null> {
    return this.db.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `UPDATE agents SET absences = absences || jsonb_build_object('from', $2::text, 'to', $3::text) WHERE ref = $1`,
        [ref, from, to],
      );
      return rowCount === 1 ? record(tx, ref, actor, 'agent.absence', { from, to }) : null;
    });
  }

  removeAbsence(ref: string, from: string, actor: string): Promise<AgentView | null> {
    return this.db.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `UPDATE agents SET absences = coalesce((SELECT jsonb_agg(each) FROM jsonb_array_elements(absences) each
           WHERE each ->> 'from' <> $2), '[]') WHERE ref = $1`,
        [ref, from],
      );
      return rowCount === 1 ? record(tx, ref, actor, 'agent.back', { from }) : null;
    });
  }
}

async function readAgent(db: Queryable, ref: string): Promise<AgentView | null> {
  const { rows } = await db.query<AgentView>(`${VIEW} WHERE a.ref = $1`, [ref]);
  return rows[0] ?? null;
}

async function record(
  tx: Queryable,
  ref: string,
  actor: string,
  action: string,
  detail: Record<string, unknown>,
): Promise<AgentView | null> {
  const agent = await readAgent(tx, ref);
  const at = await businessNow(tx);
  const entry = {
    id: uuidv7({ msecs: at }),
    actor,
    action,
    subjectKind: 'agent',
    subjectId: agent?.id ?? '',
    detail,
    at,
  };
  await writeRecords(tx, { audit: [entry] });
  return agent;
}

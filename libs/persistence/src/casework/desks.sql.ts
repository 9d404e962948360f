import type { AgentLoad, AgentOnRecord, AgentPresence } from '#contracts';
import type { WorkingTime } from '#domain';
import type { Queryable } from '../database.js';

/** An agent with their hours and what is on their desk; $1 is the instant, which tells the day that it is for them. */
export const AGENT_LOAD = `
  SELECT a.id, a.ref, a.queues, a.languages, a.kinds, a.skills, a.lead, a.capacity, a.zone, a.country, a.hours,
    a.absences, a.daily_limit AS "dailyLimit",
    (SELECT count(*) FROM escalations e WHERE e.agent_id = a.id AND e.status IN ('assigned', 'claimed')) AS open,
    (SELECT count(*) FROM escalation_hand_outs h WHERE h.agent_id = a.id
       AND h.day = (to_timestamp($1::float8 / 1000) AT TIME ZONE a.zone)::date) AS "newToday"
  FROM agents a WHERE a.active ORDER BY a.ref`;

/** The active agents and when they work, without what is on their desks. */
export async function presences(
  db: Queryable,
  presence: (agent: WorkingTime) => AgentPresence,
): Promise<(AgentPresence & { id: string })[]> {
  const { rows } = await db.query<WorkingTime & { id: string }>(
    'SELECT id, zone, country, hours, absences FROM agents WHERE active ORDER BY ref',
  );
  return rows.map((agent) => ({ id: agent.id, ...presence(agent) }));
}

/** The active agents with what is on their desks. */
export async function desks(
  db: Queryable,
  at: number,
  presence: (agent: AgentOnRecord) => AgentPresence,
): Promise<AgentLoad[]> {
  const { rows } = await db.query<AgentOnRecord & Record<string, unknown>>({
    name: 'agents-at-their-desks',
    text: AGENT_LOAD,
    values: [at],
  });
  return rows.map((agent) => ({ ...agent, ...presence(agent) }));
}

import { v7 as uuidv7 } from 'uuid';
import { type AgentChange, type AgentProfile, AgentRoster, type AgentView } from '#contracts';
import type { Database, Queryable } from '../database.js';
import { businessNow } from '../outreach/business-now.js';
import { writeRecords } from '../casework/records.sql.js';

const VIEW = `
  SELECT a.id, a.ref, a.name, a.email, a.queues, a.capacity, a.active,
    (SELECT count(*) FROM escalations e WHERE e.agent_id = a.id AND e.status IN ('assigned', 'claimed')) AS open
  FROM agents a`;

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
      const { ref, name, email, queues, capacity, active } = profile;
      const { rowCount } = await tx.query(
        `INSERT INTO agents (id, ref, name, email, queues, capacity, active) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (ref) DO NOTHING`,
        [uuidv7(), ref, name, email, queues, capacity, active],
      );
      return rowCount === 1 ? record(tx, ref, actor, 'agent.add', {}) : null;
    });
  }

  change(ref: string, change: AgentChange, actor: string): Promise<AgentView | null> {
    return this.db.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `UPDATE agents SET name = coalesce($2, name), email = CASE WHEN $3 THEN $4 ELSE email END,
           queues = coalesce($5, queues), capacity = coalesce($6, capacity), active = coalesce($7, active)
         WHERE ref = $1`,
        [
          ref,
          change.name ?? null,
          change.email !== undefined,
          change.email ?? null,
          change.queues ?? null,
          change.capacity ?? null,
          change.active ?? null,
        ],
      );
      return rowCount === 1 ? record(tx, ref, actor, 'agent.change', { fields: Object.keys(change) }) : null;
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

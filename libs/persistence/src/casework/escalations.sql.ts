import type { AgentRecord, EscalationRecord, EscalationStatus, NewEscalation } from '#contracts';
import type { Queryable } from '../database.js';
import { millis } from './columns.js';
import { endHandOuts } from './hand-outs.sql.js';

interface EscalationRow {
  id: string;
  case_id: string;
  person_id: string;
  creditor_id: string;
  origin: string;
  queue: string;
  reason: string;
  priority: number;
  sla_business_days: number;
  status: EscalationStatus;
  agent_id: string | null;
  requested_at: Date;
  due_at: Date | null;
}

export const ESCALATION = `SELECT e.id, e.case_id, e.person_id, e.creditor_id, e.origin, e.queue, e.reason, e.priority,
  e.sla_business_days, e.status, e.agent_id, e.requested_at, e.due_at FROM escalations e`;

/** Reads escalations by the rest of a statement that begins with {@link ESCALATION}. */
export async function readEscalations(
  tx: Queryable,
  rest: string,
  values: unknown[],
): Promise<EscalationRecord[]> {
  const { rows } = await tx.query<EscalationRow>(`${ESCALATION} ${rest}`, values);
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    personId: row.person_id,
    creditorId: row.creditor_id,
    origin: row.origin,
    queue: row.queue,
    reason: row.reason,
    priority: row.priority,
    slaBusinessDays: row.sla_business_days,
    status: row.status,
    agentId: row.agent_id,
    requestedAt: row.requested_at.getTime(),
    dueAt: millis(row.due_at),
  }));
}

export async function insertEscalation(tx: Queryable, escalation: NewEscalation): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO escalations (id, case_id, person_id, creditor_id, enrolment_id, origin, queue, reason, priority,
       sla_business_days, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11::float8 / 1000))
     ON CONFLICT (case_id, origin) DO NOTHING`,
    [
      escalation.id,
      escalation.caseId,
      escalation.personId,
      escalation.creditorId,
      escalation.enrolmentId,
      escalation.origin,
      escalation.queue,
      escalation.reason,
      escalation.priority,
      escalation.slaBusinessDays,
      escalation.requestedAt,
    ],
  );
  return rowCount === 1;
}

export async function claim(
  tx: Queryable,
  id: string,
  agentId: string,
  dueAt: number,
  at: number,
): Promise<void> {
  await tx.query(
    `UPDATE escalations SET status = 'claimed', agent_id = $2, due_at = to_timestamp($3::float8 / 1000),
       claimed_at = to_timestamp($4::float8 / 1000), assigned_at = coalesce(assigned_at, to_timestamp($4::float8 / 1000)),
       waits_for = NULL
     WHERE id = $1`,
    [id, agentId, dueAt, at],
  );
}

/** Back to its queue; whoever had it does not get it again by itself. The due time stays: it was promised. */
export async function giveBack(tx: Queryable, id: string): Promise<void> {
  await tx.query(
    `UPDATE escalations SET status = 'requested', passed_from = agent_id, agent_id = NULL, claimed_at = NULL
     WHERE id = $1`,
    [id],
  );
}

/** To a named agent. Whoever had it before is noted, as with all that leaves a desk. */
export async function give(
  tx: Queryable,
  id: string,
  agentId: string,
  dueAt: number,
  at: number,
): Promise<void> {
  await tx.query(
    `UPDATE escalations SET status = 'assigned', passed_from = coalesce(agent_id, passed_from), agent_id = $2,
       due_at = to_timestamp($3::float8 / 1000), assigned_at = to_timestamp($4::float8 / 1000), claimed_at = NULL,
       waits_for = NULL
     WHERE id = $1`,
    [id, agentId, dueAt, at],
  );
}

export async function resolve(tx: Queryable, ids: string[], resolution: string, at: number): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `UPDATE escalations SET status = 'resolved', resolution = $2, resolved_at = to_timestamp($3::float8 / 1000)
     WHERE id = ANY($1) AND status <> 'resolved'`,
    [ids, resolution, at],
  );
  await endHandOuts(tx, ids, 'resolved', at);
}

export interface NoteRow {
  id: string;
  escalationId: string;
  agentId: string;
  text: string;
  at: number;
}

export async function insertNote(tx: Queryable, note: NoteRow): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO escalation_notes (id, escalation_id, agent_id, text, at)
     VALUES ($1, $2, $3, $4, to_timestamp($5::float8 / 1000)) ON CONFLICT (id) DO NOTHING`,
    [note.id, note.escalationId, note.agentId, note.text, note.at],
  );
  return rowCount === 1;
}

const AGENT = 'SELECT id, ref, queues, capacity, active, lead FROM agents';

export function agentByRef(tx: Queryable, ref: string): Promise<AgentRecord | null> {
  return readAgent(tx, `${AGENT} WHERE ref = $1`, ref);
}

export function agentById(tx: Queryable, id: string): Promise<AgentRecord | null> {
  return readAgent(tx, `${AGENT} WHERE id = $1`, id);
}

async function readAgent(tx: Queryable, query: string, key: string): Promise<AgentRecord | null> {
  const { rows } = await tx.query<AgentRecord & Record<string, unknown>>(query, [key]);
  return rows[0] ?? null;
}

export async function zoneOfCreditor(
  tx: Queryable,
  creditorId: string,
): Promise<{ zone: string; country: string }> {
  const { rows } = await tx.query<{ zone: string; country: string }>(
    'SELECT zone, country FROM creditors WHERE id = $1',
    [creditorId],
  );
  const row = rows[0];
  if (row === undefined) throw new Error(`no creditor ${creditorId}`);
  return row;
}

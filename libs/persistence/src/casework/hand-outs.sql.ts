import type { HandOutEnd, NewHandOut } from '#contracts';
import type { Queryable } from '../database.js';
import { columns, jsonColumn } from './columns.js';

/** Writes down who has what from now on; the day is the one that it is where the agent works. */
export async function insertHandOuts(tx: Queryable, handOuts: readonly NewHandOut[]): Promise<void> {
  if (handOuts.length === 0) return;
  await tx.query(
    `INSERT INTO escalation_hand_outs (id, escalation_id, agent_id, day, at, due_at, how, why)
     SELECT h.id, h.escalation_id, h.agent_id, (to_timestamp(h.at / 1000) AT TIME ZONE a.zone)::date,
       to_timestamp(h.at / 1000), to_timestamp(h.due_at / 1000), h.how, h.why
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::float8[], $5::float8[], $6::text[], $7::jsonb[])
       AS h(id, escalation_id, agent_id, at, due_at, how, why) JOIN agents a ON a.id = h.agent_id`,
    [
      ...columns(handOuts, 'id', 'escalationId', 'agentId', 'at', 'dueAt', 'how'),
      jsonColumn(handOuts, 'why'),
    ],
  );
}

export async function endHandOuts(
  tx: Queryable,
  escalationIds: readonly string[],
  ended: HandOutEnd,
  at: number,
): Promise<void> {
  if (escalationIds.length === 0) return;
  await tx.query(
    `UPDATE escalation_hand_outs SET ended = $2, ended_at = to_timestamp($3::float8 / 1000)
     WHERE escalation_id = ANY($1) AND ended IS NULL`,
    [escalationIds, ended, at],
  );
}

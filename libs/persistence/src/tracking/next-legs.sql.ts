import type { LegName, MessageBatch } from '#contracts';
import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';
import { toBatch } from '../outreach/deferred-messages.js';
import { keyedBatch } from '../keyed-batch.js';
import { lockPersons } from '../casework/locks.js';

/** How long a next leg may be on its way to the personaliser before the reconciler looks for it (machine time). */
export const LEASE_SECONDS = 30;

/** Puts the next legs in flight. The lock is not waited for long, since the sender may hold a flight and want a leg. */
export async function startNextLegs(tx: Queryable, failed: readonly LegName[]): Promise<MessageBatch | null> {
  if (failed.length === 0) return null;
  await tx.query(`SET LOCAL lock_timeout = '200ms'`);
  const { rows } = await tx.query<{ shard: number; message_id: string; leg_no: number }>(
    `INSERT INTO flights (shard, message_id, leg_no, case_id, campaign_id, lease_until)
     SELECT m.shard, m.id, u.leg_no + 1, m.case_ids[1], m.campaign_id, clock_timestamp() + make_interval(secs => $4)
     FROM ${keyedBatch(1, 'u', { shard: 'smallint', id: 'uuid', leg_no: 'smallint' })}
     JOIN messages m ON m.shard = u.shard AND m.id = u.id
     ON CONFLICT (message_id) DO UPDATE
       SET leg_no = excluded.leg_no, stage = 'moving', due_at = NULL, paused = false, lease_until = excluded.lease_until
       WHERE flights.leg_no < excluded.leg_no OR (flights.leg_no = excluded.leg_no AND flights.stage = 'deferred')
     RETURNING shard, message_id, leg_no`,
    [...columns(failed, 'shard', 'messageId', 'legNo'), LEASE_SECONDS],
  );
  return rows.length === 0 ? null : toBatch(rows);
}

/** Legs in flight behind one that arrived. */
const NEXT_LEGS = `${keyedBatch(1, 'u', { shard: 'smallint', message_id: 'uuid', leg_no: 'smallint' })}
  JOIN flights f ON f.message_id = u.message_id AND f.leg_no > u.leg_no AND f.stage <> 'in_doubt'
  JOIN messages m ON m.shard = u.shard AND m.id = u.message_id`;

/**
 * Takes next legs out of the air that are no longer needed, unless they were handed over. The sender commits an attempt
 * under its person's lock: only behind that lock, and in a statement of its own, is it known that there is none.
 */
export async function dropNextLegs(tx: Queryable, arrived: readonly LegName[]): Promise<void> {
  if (arrived.length === 0) return;
  const legs = columns(arrived, 'shard', 'messageId', 'legNo');
  await tx.query(`SET LOCAL lock_timeout = '200ms'`);
  const { rows } = await tx.query<{ person_id: string }>(`SELECT m.person_id FROM ${NEXT_LEGS}`, legs);
  if (rows.length === 0) return;
  await lockPersons(tx, [...new Set(rows.map((row) => row.person_id))]);
  const needless = await tx.query<{ message_id: string }>(
    `SELECT f.message_id FROM ${NEXT_LEGS} WHERE NOT EXISTS (
       SELECT FROM attempts a WHERE a.shard = m.shard AND a.message_id = m.id AND a.leg_no = f.leg_no
         AND a.outcome IS NULL)`,
    legs,
  );
  // By their ids alone, as persons are locked: whoever moves a flight on meanwhile must not make it pass unseen.
  await tx.query(`DELETE FROM flights WHERE message_id = ANY($1) AND stage <> 'in_doubt'`, [
    needless.rows.map((row) => row.message_id),
  ]);
}

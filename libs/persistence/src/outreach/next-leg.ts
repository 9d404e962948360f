import type { MessageBatch } from '#contracts';
import type { Queryable } from '../database.js';
import { toBatch } from './deferred-messages.js';
import { type EndedMessage, endMessages } from './settled-messages.js';
import { keyedBatch } from '../keyed-batch.js';

/** A leg proved not to reach the person. */
export interface FailedLeg {
  shard: number;
  messageId: string;
  legNo: number;
  errorCode: string;
  /** Whether another channel may do what this one could not. */
  fallback: boolean;
}

/**
 * Moves messages whose leg failed for good to their next channel, or ends them as undelivered when there is none.
 * Returns the legs to render; done twice, it does no more than once. now is business time in epoch ms.
 */
export async function moveToNextLeg(
  tx: Queryable,
  now: number,
  failed: FailedLeg[],
): Promise<MessageBatch | null> {
  if (failed.length === 0) return null;
  const { rows } = await tx.query<{
    shard: number;
    message_id: string;
    leg_no: number;
    last: boolean;
    error_code: string;
  }>({
    name: 'fail-legs',
    text: `
      WITH r AS (
        SELECT * FROM ${keyedBatch(2, 'u', { shard: 'smallint', message_id: 'uuid', leg_no: 'smallint', error_code: 'text', fallback: 'boolean' })}
      ), leg AS (
        UPDATE legs l SET status = 'failed', error_code = r.error_code, failed_at = to_timestamp($1::float8 / 1000)
        FROM r WHERE l.shard = r.shard AND l.message_id = r.message_id AND l.leg_no = r.leg_no
      ), moved AS (
        UPDATE flights f SET leg_no = f.leg_no + 1, stage = 'moving', due_at = NULL,
          lease_until = clock_timestamp() + interval '30 s'
        FROM r JOIN messages m ON m.shard = r.shard AND m.id = r.message_id
        WHERE f.message_id = r.message_id AND f.leg_no = r.leg_no AND cardinality(m.channels) > r.leg_no AND r.fallback
      )
      SELECT r.shard, r.message_id, r.leg_no + 1 AS leg_no, NOT (r.fallback AND cardinality(m.channels) > r.leg_no) AS last,
             r.error_code
      FROM r JOIN messages m ON m.shard = r.shard AND m.id = r.message_id`,
    values: [
      now,
      failed.map((f) => f.shard),
      failed.map((f) => f.messageId),
      failed.map((f) => f.legNo),
      failed.map((f) => f.errorCode),
      failed.map((f) => f.fallback),
    ],
  });
  const ended = rows
    .filter((row) => row.last)
    .map((row): EndedMessage => ({
      shard: row.shard,
      id: row.message_id,
      status: 'undelivered',
      reason: row.error_code,
    }));
  await endMessages(tx, now, ended);
  const moving = rows.filter((row) => !row.last);
  return moving.length === 0 ? null : toBatch(moving);
}

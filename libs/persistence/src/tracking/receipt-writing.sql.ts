import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';
import type { FoldedMessage, LegChange, MessageChange } from './receipt-folding.js';
import { keyedBatch } from '../keyed-batch.js';

/** Writes legs and messages. Instants stay the earliest that was reported, so that the order of coming does not matter. */
export async function updateLegsAndMessages(
  tx: Queryable,
  legs: readonly LegChange[],
  messages: readonly MessageChange[],
): Promise<void> {
  if (legs.length === 0 && messages.length === 0) return;
  await tx.query({
    name: 'receipts-update',
    text: `
      WITH updated AS (
        UPDATE legs l SET status = u.status, error_code = u.error_code,
          accepted_at = coalesce(l.accepted_at, to_timestamp(u.seen_at / 1000)),
          delivered_at = least(l.delivered_at, to_timestamp(u.delivered_at / 1000)),
          read_at = least(l.read_at, to_timestamp(u.read_at / 1000)),
          failed_at = least(l.failed_at, to_timestamp(u.failed_at / 1000))
        FROM ${keyedBatch(1, 'u', { shard: 'smallint', message_id: 'uuid', leg_no: 'smallint', status: 'text', error_code: 'text', seen_at: 'float8', delivered_at: 'float8', read_at: 'float8', failed_at: 'float8' })}
        WHERE l.shard = u.shard AND l.message_id = u.message_id AND l.leg_no = u.leg_no
      )
      UPDATE messages m SET status = u.status, status_reason = u.reason
      FROM ${keyedBatch(10, 'u', { shard: 'smallint', id: 'uuid', status: 'text', reason: 'text' })}
      WHERE m.shard = u.shard AND m.id = u.id`,
    values: [
      ...columns(
        legs,
        'shard',
        'messageId',
        'legNo',
        'status',
        'errorCode',
        'seenAt',
        'deliveredAt',
        'readAt',
        'failedAt',
      ),
      ...columns(messages, 'shard', 'id', 'status', 'reason'),
    ],
  });
}

/** A receipt names a submission, so an attempt in doubt, or one whose answer never came, was accepted. */
export async function settleAttempts(tx: Queryable, settled: FoldedMessage['settled']): Promise<void> {
  if (settled.length === 0) return;
  await tx.query(
    `UPDATE attempts a SET outcome = 'accepted', provider_ref = coalesce(a.provider_ref, u.ref),
       settled_at = clock_timestamp()
     FROM ${keyedBatch(1, 'u', { shard: 'smallint', message_id: 'uuid', leg_no: 'smallint', ref: 'text' })}
     WHERE a.shard = u.shard AND a.message_id = u.message_id AND a.leg_no = u.leg_no
       AND (a.outcome IS NULL OR a.outcome = 'unknown')`,
    columns(settled, 'shard', 'messageId', 'legNo', 'providerRef'),
  );
}

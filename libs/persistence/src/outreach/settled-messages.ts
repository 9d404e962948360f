import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';

/** A leg of a message that a provider took, and that is not known to have failed. */
export function legOnItsWay(message: string): string {
  return `SELECT FROM legs w WHERE w.shard = ${message}.shard AND w.message_id = ${message}.id
            AND w.accepted_at IS NOT NULL AND w.failed_at IS NULL`;
}

/** The enrolments that messages of a set are of, with the step that made them. */
export function enrolmentsOf(messages: string): string {
  return `SELECT enrolment_id, split_part(origin_key, ':', 2) AS step_key FROM ${messages}
          UNION ALL
          SELECT unnest(with_enrolments), split_part(origin_key, ':', 2) FROM ${messages} WHERE with_enrolments IS NOT NULL`;
}

/** A message that ends before any leg was accepted. */
export interface EndedMessage {
  shard: number;
  id: string;
  status: 'refused' | 'cancelled' | 'undelivered';
  reason: string;
}

/**
 * Ends messages for good: their flights land, and the enrolments that sent them are told, so that the cadence
 * goes on without waiting for a delivery that cannot come. A message whose earlier leg may still arrive stays as sent.
 * now is business time in epoch ms.
 */
export async function endMessages(tx: Queryable, now: number, ended: EndedMessage[]): Promise<void> {
  if (ended.length === 0) return;
  await tx.query({
    name: 'end-messages',
    text: `
      WITH over AS (
        UPDATE messages m SET status = u.status, status_reason = u.reason
        FROM ${keyedBatch(2, 'u', { shard: 'smallint', id: 'uuid', status: 'text', reason: 'text' })}
        WHERE m.shard = u.shard AND m.id = u.id AND m.status IN ('planned', 'deferred', 'sent')
          AND NOT EXISTS (${legOnItsWay('m')})
        RETURNING m.id, m.enrolment_id, m.with_enrolments, m.origin_key
      ), landed AS (
        DELETE FROM flights WHERE message_id = ANY($3)
      ), told AS (
        UPDATE enrolments e SET last_message = e.last_message || '{"state": "undelivered"}'
        FROM (${enrolmentsOf('over')}) o
        WHERE e.id = o.enrolment_id AND e.last_message IS NOT NULL
          AND o.step_key = e.last_message ->> 'stepKey'
        RETURNING e.case_id
      )
      INSERT INTO wake_ups (case_id, kind, at) SELECT case_id, 'message.ended', to_timestamp($1::float8 / 1000) FROM told`,
    values: [
      now,
      ended.map((m) => m.shard),
      ended.map((m) => m.id),
      ended.map((m) => m.status),
      ended.map((m) => m.reason),
    ],
  });
}

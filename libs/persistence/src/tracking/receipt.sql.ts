import type { LegName, MessageBatch, ReceivedReceipt } from '#contracts';
import type { LegStatus } from '#domain';
import type { Queryable } from '../database.js';
import { toBatch } from '../outreach/deferred-messages.js';
import { columns } from '../casework/columns.js';
import type { FoldedMessage, LegChange, LockedLeg, MessageChange } from './receipt-folding.js';

/** How long a next leg may be on its way to the personaliser before the reconciler looks for it (machine time). */
export const LEASE_SECONDS = 30;

/**
 * Locks legs and their messages. What another transaction holds is left out, so that nobody ever waits here while
 * holding something that the other wants; the sender writes its answers to the same rows.
 */
export async function lockLegs(tx: Queryable, legs: readonly LegName[]): Promise<LockedLeg[]> {
  const { rows } = await tx.query<LockedLeg & Record<string, unknown>>({
    name: 'receipts-lock-legs',
    text: `
      SELECT l.shard, l.message_id AS "messageId", l.leg_no AS "legNo", l.channel, l.status, l.error_code AS "errorCode",
             m.status AS "messageStatus", cardinality(m.channels) AS "channelCount", m.enrolment_id AS "enrolmentId",
             m.origin_key AS "originKey"
      FROM unnest($1::smallint[], $2::uuid[], $3::smallint[]) AS r(shard, message_id, leg_no)
      JOIN legs l ON l.shard = r.shard AND l.message_id = r.message_id AND l.leg_no = r.leg_no
      JOIN messages m ON m.shard = r.shard AND m.id = r.message_id
      ORDER BY l.shard, l.message_id, l.leg_no
      FOR NO KEY UPDATE OF l, m SKIP LOCKED`,
    values: columns(legs, 'shard', 'messageId', 'legNo'),
  });
  return rows;
}

/** Which of these legs exist at all. */
export async function existingLegs(tx: Queryable, legs: readonly LegName[]): Promise<LegName[]> {
  const { rows } = await tx.query<LegName & Record<string, unknown>>(
    `SELECT l.shard, l.message_id AS "messageId", l.leg_no AS "legNo"
     FROM unnest($1::smallint[], $2::uuid[], $3::smallint[]) AS r(shard, message_id, leg_no)
     JOIN legs l ON l.shard = r.shard AND l.message_id = r.message_id AND l.leg_no = r.leg_no`,
    columns(legs, 'shard', 'messageId', 'legNo'),
  );
  return rows;
}

/** Statuses of all legs of these messages, read after the messages were locked. */
export async function legStatusesOf(
  tx: Queryable,
  messages: readonly LockedLeg[],
): Promise<(LegName & { status: LegStatus })[]> {
  const { rows } = await tx.query<LegName & { status: LegStatus } & Record<string, unknown>>(
    `SELECT l.shard, l.message_id AS "messageId", l.leg_no AS "legNo", l.status
     FROM unnest($1::smallint[], $2::uuid[]) AS r(shard, message_id)
     JOIN legs l ON l.shard = r.shard AND l.message_id = r.message_id`,
    columns(messages, 'shard', 'messageId'),
  );
  return rows;
}

export const receiptKey = (receipt: { messageId: string; legNo: number; eventKey: string }): string =>
  `${receipt.messageId}.${receipt.legNo}.${receipt.eventKey}`;

/** Stores receipts, in the order of their keys; answers with the keys of those that are new. */
export async function insertReceipts(
  tx: Queryable,
  receipts: readonly ReceivedReceipt[],
): Promise<Set<string>> {
  const sorted = [...receipts].sort((a, b) => (receiptKey(a) < receiptKey(b) ? -1 : 1));
  const { rows } = await tx.query<{ messageId: string; legNo: number; eventKey: string }>({
    name: 'receipts-insert',
    text: `
      INSERT INTO receipts (shard, message_id, leg_no, event_key, kind, provider, error_code, occurred_at, received_at, detail)
      SELECT shard, message_id, leg_no, event_key, kind, provider, error_code, to_timestamp(occurred_at / 1000),
             clock_timestamp(), CASE WHEN ref IS NOT NULL THEN jsonb_build_object('ref', ref) END
      FROM unnest($1::smallint[], $2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[],
                  $8::float8[], $9::text[])
        AS r(shard, message_id, leg_no, event_key, kind, provider, error_code, occurred_at, ref)
      ON CONFLICT DO NOTHING
      RETURNING message_id AS "messageId", leg_no AS "legNo", event_key AS "eventKey"`,
    values: columns(
      sorted,
      'shard',
      'messageId',
      'legNo',
      'eventKey',
      'kind',
      'provider',
      'errorCode',
      'occurredAt',
      'providerRef',
    ),
  });
  return new Set(rows.map(receiptKey));
}

/** Instants stay the earliest that was reported, so that the order of coming does not matter. */
export async function updateLegs(tx: Queryable, legs: readonly LegChange[]): Promise<void> {
  if (legs.length === 0) return;
  await tx.query({
    name: 'receipts-update-legs',
    text: `
      UPDATE legs l SET status = u.status, error_code = u.error_code,
        accepted_at = coalesce(l.accepted_at, to_timestamp(u.seen_at / 1000)),
        delivered_at = least(l.delivered_at, to_timestamp(u.delivered_at / 1000)),
        read_at = least(l.read_at, to_timestamp(u.read_at / 1000)),
        failed_at = least(l.failed_at, to_timestamp(u.failed_at / 1000))
      FROM unnest($1::smallint[], $2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::float8[], $7::float8[],
                  $8::float8[], $9::float8[])
        AS u(shard, message_id, leg_no, status, error_code, seen_at, delivered_at, read_at, failed_at)
      WHERE l.shard = u.shard AND l.message_id = u.message_id AND l.leg_no = u.leg_no`,
    values: columns(
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
  });
}

export async function updateMessages(tx: Queryable, messages: readonly MessageChange[]): Promise<void> {
  if (messages.length === 0) return;
  await tx.query({
    name: 'receipts-update-messages',
    text: `
      UPDATE messages m SET status = u.status, status_reason = u.reason
      FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[]) AS u(shard, id, status, reason)
      WHERE m.shard = u.shard AND m.id = u.id`,
    values: columns(messages, 'shard', 'id', 'status', 'reason'),
  });
}

/** A receipt names a submission, so the attempt that was in doubt was accepted. */
export async function settleAttempts(tx: Queryable, settled: FoldedMessage['settled']): Promise<void> {
  if (settled.length === 0) return;
  await tx.query(
    `UPDATE attempts a SET outcome = 'accepted', provider_ref = coalesce(a.provider_ref, u.ref),
       settled_at = clock_timestamp()
     FROM unnest($1::smallint[], $2::uuid[], $3::smallint[], $4::text[]) AS u(shard, message_id, leg_no, ref)
     WHERE a.shard = u.shard AND a.message_id = u.message_id AND a.leg_no = u.leg_no AND a.outcome = 'unknown'`,
    columns(settled, 'shard', 'messageId', 'legNo', 'providerRef'),
  );
}

/** Puts the next legs in flight. The lock is not waited for long, since the sender may hold a flight and want a leg. */
export async function startNextLegs(tx: Queryable, failed: readonly LegName[]): Promise<MessageBatch | null> {
  if (failed.length === 0) return null;
  await tx.query(`SET LOCAL lock_timeout = '200ms'`);
  const { rows } = await tx.query<{ shard: number; message_id: string; leg_no: number }>(
    `INSERT INTO flights (shard, message_id, leg_no, case_id, campaign_id, lease_until)
     SELECT m.shard, m.id, u.leg_no + 1, m.case_ids[1], m.campaign_id, clock_timestamp() + make_interval(secs => $4)
     FROM unnest($1::smallint[], $2::uuid[], $3::smallint[]) AS u(shard, id, leg_no)
     JOIN messages m ON m.shard = u.shard AND m.id = u.id
     ON CONFLICT (message_id) DO UPDATE
       SET leg_no = excluded.leg_no, stage = 'moving', due_at = NULL, lease_until = excluded.lease_until
       WHERE flights.leg_no < excluded.leg_no
     RETURNING shard, message_id, leg_no`,
    [...columns(failed, 'shard', 'messageId', 'legNo'), LEASE_SECONDS],
  );
  return rows.length === 0 ? null : toBatch(rows);
}

/** Takes next legs out of the air that are no longer needed, unless they were handed over. */
export async function dropNextLegs(tx: Queryable, arrived: readonly LegName[]): Promise<void> {
  if (arrived.length === 0) return;
  await tx.query(`SET LOCAL lock_timeout = '200ms'`);
  await tx.query(
    `DELETE FROM flights f
     USING unnest($1::smallint[], $2::uuid[], $3::smallint[]) AS u(shard, message_id, leg_no)
     WHERE f.message_id = u.message_id AND f.leg_no > u.leg_no AND f.stage <> 'in_doubt'
       AND NOT EXISTS (SELECT FROM attempts a WHERE a.shard = u.shard AND a.message_id = u.message_id
                         AND a.leg_no = f.leg_no AND a.outcome IS NULL)`,
    columns(arrived, 'shard', 'messageId', 'legNo'),
  );
}

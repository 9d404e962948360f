import type { LegName, MessageBatch, ReceivedReceipt } from '#contracts';
import type { LegStatus } from '#domain';
import type { Queryable } from '../database.js';
import { toBatch } from '../outreach/deferred-messages.js';
import { columns } from '../casework/columns.js';
import type { FoldedMessage, LegChange, LockedLeg, MessageChange } from './receipt-folding.js';

/** How long a next leg may be on its way to the personaliser before the reconciler looks for it (machine time). */
export const LEASE_SECONDS = 30;

/** A receipt that was taken in, with its leg as locked. */
export interface TakenReceipt {
  receipt: ReceivedReceipt;
  leg: LockedLeg;
  /** Whether it is a new fact. */
  fresh: boolean;
}

interface TakenRow {
  /** Position of the receipt, from 1; null in the rows that only name a new receipt. */
  position: number | null;
  channel: LockedLeg['channel'];
  status: LegStatus;
  errorCode: string | null;
  messageStatus: string;
  channelCount: number;
  enrolmentId: string | null;
  originKey: string;
  freshMessage: string | null;
  freshLeg: number | null;
  freshKey: string | null;
}

/**
 * Locks the legs and messages that receipts are about, and stores the receipts of those that it got. What another
 * transaction holds is left out, so that nobody ever waits here while holding something that the other wants; the
 * sender writes its answers to the same rows.
 */
export async function takeReceipts(
  tx: Queryable,
  receipts: readonly ReceivedReceipt[],
): Promise<TakenReceipt[]> {
  const { rows } = await tx.query<TakenRow & Record<string, unknown>>({
    name: 'receipts-take',
    text: `
      WITH r AS (
        SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[],
                             $8::float8[], $9::text[])
          WITH ORDINALITY AS u(shard, message_id, leg_no, event_key, kind, provider, error_code, occurred_at, ref, position)
      ), locked AS MATERIALIZED (
        SELECT r.*, l.channel, l.status, l.error_code AS leg_error, m.status AS message_status,
               cardinality(m.channels) AS channel_count, m.enrolment_id, m.origin_key
        FROM r
        JOIN legs l ON l.shard = r.shard AND l.message_id = r.message_id AND l.leg_no = r.leg_no
        JOIN messages m ON m.shard = r.shard AND m.id = r.message_id
        FOR NO KEY UPDATE OF l, m SKIP LOCKED
      ), fresh AS (
        ${insertFrom('locked')}
        RETURNING message_id, leg_no, event_key
      )
      SELECT position::int, channel, status, leg_error AS "errorCode", message_status AS "messageStatus",
             channel_count AS "channelCount", enrolment_id AS "enrolmentId", origin_key AS "originKey",
             NULL::uuid AS "freshMessage", NULL::smallint AS "freshLeg", NULL AS "freshKey"
      FROM locked
      UNION ALL
      SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, message_id, leg_no, event_key FROM fresh`,
    values: receiptColumns(receipts),
  });
  const fresh = new Set<string>();
  for (const row of rows) {
    if (row.position === null) fresh.add(`${row.freshMessage}.${row.freshLeg}.${row.freshKey}`);
  }
  const taken: TakenReceipt[] = [];
  for (const row of rows) {
    const receipt = row.position === null ? undefined : receipts[row.position - 1];
    if (receipt)
      taken.push({ receipt, leg: lockedLeg(receipt, row), fresh: fresh.delete(receiptKey(receipt)) });
  }
  return taken;
}

function lockedLeg({ shard, messageId, legNo }: LegName, row: TakenRow): LockedLeg {
  const { channel, status, errorCode, messageStatus, channelCount, enrolmentId, originKey } = row;
  return {
    shard,
    messageId,
    legNo,
    channel,
    status,
    errorCode,
    messageStatus,
    channelCount,
    enrolmentId,
    originKey,
  };
}

function receiptColumns(receipts: readonly ReceivedReceipt[]): unknown[][] {
  return columns(
    receipts,
    'shard',
    'messageId',
    'legNo',
    'eventKey',
    'kind',
    'provider',
    'errorCode',
    'occurredAt',
    'providerRef',
  );
}

function insertFrom(source: string): string {
  return `
        INSERT INTO receipts (shard, message_id, leg_no, event_key, kind, provider, error_code, occurred_at, received_at, detail)
        SELECT shard, message_id, leg_no, event_key, kind, provider, error_code, to_timestamp(occurred_at / 1000),
               clock_timestamp(), CASE WHEN ref IS NOT NULL THEN jsonb_build_object('ref', ref) END
        FROM ${source} ORDER BY message_id, leg_no, event_key
        ON CONFLICT DO NOTHING`;
}

/** Keeps receipts of legs that are not on record; answers how many are new. */
export async function keepOrphans(tx: Queryable, receipts: readonly ReceivedReceipt[]): Promise<number> {
  if (receipts.length === 0) return 0;
  const { rowCount } = await tx.query(
    insertFrom(`unnest($1::smallint[], $2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[],
                       $8::float8[], $9::text[])
          AS u(shard, message_id, leg_no, event_key, kind, provider, error_code, occurred_at, ref)`),
    receiptColumns(receipts),
  );
  return rowCount ?? 0;
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
        FROM unnest($1::smallint[], $2::uuid[], $3::smallint[], $4::text[], $5::text[], $6::float8[], $7::float8[],
                    $8::float8[], $9::float8[])
          AS u(shard, message_id, leg_no, status, error_code, seen_at, delivered_at, read_at, failed_at)
        WHERE l.shard = u.shard AND l.message_id = u.message_id AND l.leg_no = u.leg_no
      )
      UPDATE messages m SET status = u.status, status_reason = u.reason
      FROM unnest($10::smallint[], $11::uuid[], $12::text[], $13::text[]) AS u(shard, id, status, reason)
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

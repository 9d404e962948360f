import type { LegName, ReceivedReceipt } from '#contracts';
import type { LegStatus } from '#domain';
import type { Queryable } from '../database.js';
import { columns } from '../casework/columns.js';
import type { LockedLeg } from './receipt-folding.js';
import { keyedBatch } from '../keyed-batch.js';

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
  withEnrolments: string[] | null;
  originKey: string;
  freshMessage: string | null;
  freshLeg: number | null;
  freshKey: string | null;
}

/** What is stored of a receipt, in the order of receiptColumns. */
const RECEIPT = {
  shard: 'smallint',
  message_id: 'uuid',
  leg_no: 'smallint',
  event_key: 'text',
  kind: 'text',
  provider: 'text',
  error_code: 'text',
  occurred_at: 'float8',
  ref: 'text',
};

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
        SELECT * FROM ${keyedBatch(1, 'u', RECEIPT, 'position')}
      ), locked AS MATERIALIZED (
        SELECT r.*, l.channel, l.status, l.error_code AS leg_error, m.status AS message_status,
               cardinality(m.channels) AS channel_count, m.enrolment_id, m.with_enrolments, m.origin_key
        FROM r
        JOIN legs l ON l.shard = r.shard AND l.message_id = r.message_id AND l.leg_no = r.leg_no
        JOIN messages m ON m.shard = r.shard AND m.id = r.message_id
        FOR NO KEY UPDATE OF l, m SKIP LOCKED
      ), fresh AS (
        ${insertFrom('locked')}
        RETURNING message_id, leg_no, event_key
      )
      SELECT position::int, channel, status, leg_error AS "errorCode", message_status AS "messageStatus",
             channel_count AS "channelCount", enrolment_id AS "enrolmentId", with_enrolments AS "withEnrolments", origin_key AS "originKey",
             NULL::uuid AS "freshMessage", NULL::smallint AS "freshLeg", NULL AS "freshKey"
      FROM locked
      UNION ALL
      SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, message_id, leg_no, event_key FROM fresh`,
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
  const { channel, status, errorCode, messageStatus, channelCount, enrolmentId, withEnrolments, originKey } =
    row;
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
    withEnrolments,
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
  const { rowCount } = await tx.query(insertFrom(keyedBatch(1, 'u', RECEIPT)), receiptColumns(receipts));
  return rowCount ?? 0;
}

/** Which of these legs exist at all. */
export async function existingLegs(tx: Queryable, legs: readonly LegName[]): Promise<LegName[]> {
  const { rows } = await tx.query<LegName & Record<string, unknown>>(
    `SELECT l.shard, l.message_id AS "messageId", l.leg_no AS "legNo"
     FROM ${keyedBatch(1, 'r', { shard: 'smallint', message_id: 'uuid', leg_no: 'smallint' })}
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
     FROM ${keyedBatch(1, 'r', { shard: 'smallint', message_id: 'uuid' })}
     JOIN legs l ON l.shard = r.shard AND l.message_id = r.message_id`,
    columns(messages, 'shard', 'messageId'),
  );
  return rows;
}

export const receiptKey = (receipt: { messageId: string; legNo: number; eventKey: string }): string =>
  `${receipt.messageId}.${receipt.legNo}.${receipt.eventKey}`;

import type { MessageBatch } from '#contracts';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';
import { legOnItsWay } from './settled-messages.js';

/** How long messages of a paused campaign wait before they are looked at again, in business time. */
const PAUSE_MS = 3_600_000;

/** Puts off what a paused campaign holds back: it would be written and refused again for each hour of the pause. */
export async function holdPaused(tx: Queryable, now: number): Promise<void> {
  await tx.query({
    name: 'hold-paused',
    text: `
      UPDATE flights f SET due_at = to_timestamp(($1::float8 + $2) / 1000), paused = true
      FROM campaigns c WHERE c.id = f.campaign_id AND c.paused_at IS NOT NULL
        AND f.stage = 'deferred' AND f.due_at <= to_timestamp($1::float8 / 1000)`,
    values: [now, PAUSE_MS],
  });
}

/**
 * What pauses held back that are over by now falls due at once, so many of each campaign. Asked again and again instead
 * of once when a campaign goes on: a sender may put a message off that it decided while the pause was being ended.
 */
export async function endPauses(tx: Queryable, now: number, limit: number): Promise<void> {
  await tx.query({
    name: 'end-pauses',
    text: `
      UPDATE flights SET due_at = to_timestamp($1::float8 / 1000), paused = false
      WHERE message_id IN (
        SELECT f.message_id FROM campaigns c CROSS JOIN LATERAL (
          SELECT message_id FROM flights
          WHERE campaign_id = c.id AND stage = 'deferred' AND paused LIMIT $2 FOR UPDATE SKIP LOCKED
        ) f WHERE c.paused_at IS NULL
      )`,
    values: [now, limit],
  });
}

/** A leg that may go on, and whose campaign it belongs to. */
export interface ReleasedLeg {
  shard: number;
  message_id: string;
  leg_no: number;
  campaign_id: string | null;
}

/**
 * Takes messages whose permitted moment has come back into motion, and next legs whose predecessor was not confirmed
 * in time, in the order in which they were planned. What they would have said when they were planned is forgotten: days and amounts may have changed since.
 * The caller has them rendered.
 */
export async function releaseDeferred(tx: Queryable, now: number, limit: number): Promise<ReleasedLeg[]> {
  const { rows } = await tx.query<ReleasedLeg>({
    name: 'release-deferred',
    text: `
      WITH released AS (
        UPDATE flights SET stage = 'moving', due_at = NULL, paused = false, lease_until = clock_timestamp() + interval '30 s'
        WHERE message_id IN (
          SELECT message_id FROM flights
          WHERE stage = 'deferred' AND due_at <= to_timestamp($1::float8 / 1000)
          ORDER BY due_at, message_id LIMIT $2 FOR UPDATE SKIP LOCKED
        )
        RETURNING shard, message_id, leg_no, campaign_id
      ), forgotten AS (
        DELETE FROM legs l USING released r
        WHERE l.shard = r.shard AND l.message_id = r.message_id AND l.leg_no = r.leg_no
      )
      SELECT shard, message_id, leg_no, campaign_id FROM released ORDER BY message_id`,
    values: [now, limit],
  });
  return rows;
}

/** Takes the words of messages back that must be written anew; null when there are none. */
export async function forgetWords(
  tx: Queryable,
  legs: readonly { shard: number; id: string; leg_no: number }[],
): Promise<MessageBatch | null> {
  if (legs.length === 0) return null;
  const batch = toBatch(legs.map(({ shard, id, leg_no }) => ({ shard, message_id: id, leg_no })));
  await tx.query({
    name: 'forget-words',
    text: `DELETE FROM legs l USING ${keyedBatch(1, 'u', { shard: 'smallint', message_id: 'uuid', leg_no: 'smallint' })}
           WHERE l.shard = u.shard AND l.message_id = u.message_id AND l.leg_no = u.leg_no`,
    values: [batch.shards, batch.ids, batch.legs],
  });
  return batch;
}

/** Rows of flights as a batch for the queue. */
export function toBatch(rows: { shard: number; message_id: string; leg_no: number }[]): MessageBatch {
  return {
    shards: rows.map((row) => row.shard),
    ids: rows.map((row) => row.message_id),
    legs: rows.map((row) => row.leg_no),
  };
}

/** A step's message, by what makes it unique. */
export interface MessageOrigin {
  shard: number;
  personId: string;
  originKey: string;
  occurrence: number;
  enrolmentId: string;
  caseId: string;
  stepKey: string;
}

/**
 * Cancels the waiting messages of steps that a later step has overtaken. Their flights are taken by id alone, as
 * persons are locked: one that is released while its turn is waited for is looked at again, and stays.
 */
export async function cancelDeferred(tx: Queryable, origins: MessageOrigin[]): Promise<void> {
  if (origins.length === 0) return;
  await leaveShared(tx, origins);
  const { rows } = await tx.query<{ shard: number; id: string }>({
    name: 'messages-of-origins',
    text: `
      SELECT m.shard, m.id
      FROM ${keyedBatch(1, 'o', { shard: 'smallint', person_id: 'uuid', origin_key: 'text', occurrence: 'int' })}
      JOIN messages m ON m.shard = o.shard AND m.person_id = o.person_id AND m.origin_kind = 'step'
                     AND m.origin_key = o.origin_key AND m.occurrence = o.occurrence
                     AND m.with_enrolments IS NULL`,
    values: [
      origins.map((o) => o.shard),
      origins.map((o) => o.personId),
      origins.map((o) => o.originKey),
      origins.map((o) => o.occurrence),
    ],
  });
  await tx.query({
    name: 'cancel-deferred',
    text: `
      WITH gone AS (
        DELETE FROM flights WHERE message_id = ANY($1) AND stage = 'deferred' RETURNING shard, message_id
      )
      UPDATE messages m SET status = 'cancelled', status_reason = 'overtaken'
      FROM gone g WHERE m.shard = g.shard AND m.id = g.message_id AND NOT EXISTS (${legOnItsWay('m')})`,
    values: [rows.map((row) => row.id)],
  });
}

/**
 * Takes cases out of waiting messages that cover several: what is overtaken for one is still to be said of the others.
 * Without any it is cancelled.
 */
async function leaveShared(tx: Queryable, origins: MessageOrigin[]): Promise<void> {
  await tx.query({
    name: 'leave-shared',
    text: `
      WITH leaving AS (
        SELECT m.shard, m.id, array_agg(o.case_id) AS cases
        FROM ${keyedBatch(1, 'o', { shard: 'smallint', person_id: 'uuid', enrolment_id: 'uuid', case_id: 'uuid', step_key: 'text' })}
        JOIN messages m ON m.shard = o.shard AND m.person_id = o.person_id AND m.with_enrolments IS NOT NULL
          AND m.status IN ('planned', 'deferred') AND split_part(m.origin_key, ':', 2) = o.step_key
          AND o.enrolment_id = ANY(m.enrolment_id || m.with_enrolments)
        GROUP BY m.shard, m.id
      ), left_over AS (
        SELECT l.shard, l.id, ARRAY(SELECT c FROM unnest(m.case_ids) WITH ORDINALITY AS u(c, place)
          WHERE c <> ALL(l.cases) ORDER BY place) AS cases
        FROM leaving l JOIN messages m ON m.shard = l.shard AND m.id = l.id
      ), grounded AS (
        DELETE FROM flights WHERE stage = 'deferred'
          AND message_id IN (SELECT id FROM left_over WHERE cardinality(cases) = 0)
        RETURNING message_id
      )
      UPDATE messages m SET
        case_ids = CASE WHEN cardinality(l.cases) = 0 THEN m.case_ids ELSE l.cases END,
        status = CASE WHEN m.id IN (SELECT message_id FROM grounded) THEN 'cancelled' ELSE m.status END,
        status_reason = CASE WHEN m.id IN (SELECT message_id FROM grounded) THEN 'overtaken' ELSE m.status_reason END
      FROM left_over l WHERE m.shard = l.shard AND m.id = l.id`,
    values: [
      origins.map((o) => o.shard),
      origins.map((o) => o.personId),
      origins.map((o) => o.enrolmentId),
      origins.map((o) => o.caseId),
      origins.map((o) => o.stepKey),
    ],
  });
}

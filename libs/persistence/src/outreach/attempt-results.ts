import { type Stage, stages } from '#domain';
import { tellEnrolments } from '../tracking/enrolment-news.js';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';
import { lockPersons } from '../casework/locks.js';

/** What a provider answered to one attempt. */
export interface AttemptResult {
  shard: number;
  messageId: string;
  legNo: number;
  attemptNo: number;
  personId: string;
  outcome: 'accepted' | 'refused' | 'unknown' | 'voided';
  providerRef: string | null;
  errorCode: string | null;
  /** Business instant (epoch ms) at which the next leg goes unless this one is confirmed; null: only on proof. */
  nextLegAt?: number | null;
  /** Stage that the message raises its case to, now that it was accepted. */
  raisesStage?: Stage | null;
}

/** From the mildest to the most serious. */
const STAGES = `ARRAY[${stages.map((stage) => `'${stage}'`).join(', ')}]`;

/**
 * Writes answers back as a set. An attempt that a receipt or the reconciler has settled meanwhile stays as it is, and
 * no next leg waits behind one that has arrived already.
 * now is business time in epoch ms.
 */
const ACCEPTED = `
  WITH r AS (
    SELECT * FROM ${keyedBatch(2, 'u', { shard: 'smallint', message_id: 'uuid', leg_no: 'smallint', attempt_no: 'smallint', provider_ref: 'text', next_leg_at: 'float8', raises_stage: 'text' })}
  ), settled AS (
    UPDATE attempts a SET outcome = 'accepted', provider_ref = r.provider_ref, settled_at = clock_timestamp()
    FROM r WHERE a.shard = r.shard AND a.message_id = r.message_id AND a.leg_no = r.leg_no
      AND a.attempt_no = r.attempt_no AND (a.outcome IS NULL OR a.outcome = 'unknown')
  ), leg AS (
    UPDATE legs l SET status = CASE WHEN l.status = 'rendered' THEN 'accepted' ELSE l.status END,
      accepted_at = coalesce(l.accepted_at, to_timestamp($1::float8 / 1000))
    FROM r WHERE l.shard = r.shard AND l.message_id = r.message_id AND l.leg_no = r.leg_no
    RETURNING l.message_id, l.leg_no, l.status
  ), arrived AS (
    -- As the update found them: a receipt may have come before the answer, or be committing just now.
    SELECT message_id, leg_no FROM leg WHERE status IN ('delivered', 'read', 'in-progress', 'completed')
  ), message AS (
    UPDATE messages m SET status = 'sent'
    FROM r WHERE m.shard = r.shard AND m.id = r.message_id AND m.status IN ('planned', 'deferred', 'unknown')
    RETURNING old.status AS before, m.enrolment_id, m.origin_key
  ), told AS (
    -- Its enrolment was told that policy holds it back, and must not take it for what can still be called off.
    UPDATE enrolments e
    SET last_message = e.last_message || jsonb_build_object('state', 'pending', 'at', $1::float8)
    FROM message s WHERE s.before = 'deferred' AND e.id = s.enrolment_id
      AND s.origin_key = e.id::text || ':' || (e.last_message ->> 'stepKey')
      AND e.last_message ->> 'state' = 'deferred'
  ), raised AS (
    UPDATE cases c SET stage = r.raises_stage
    FROM r JOIN messages m ON m.shard = r.shard AND m.id = r.message_id
    WHERE r.raises_stage IS NOT NULL AND c.id = m.case_ids[1]
      AND (c.stage IS NULL OR array_position(${STAGES}, c.stage) < array_position(${STAGES}, r.raises_stage))
  ), watched AS (
    UPDATE flights f SET leg_no = f.leg_no + 1, stage = 'deferred', due_at = to_timestamp(r.next_leg_at / 1000)
    FROM r WHERE r.next_leg_at IS NOT NULL AND f.message_id = r.message_id AND f.leg_no = r.leg_no
      AND (r.message_id, r.leg_no) NOT IN (SELECT message_id, leg_no FROM arrived)
  )
  DELETE FROM flights f USING r WHERE f.message_id = r.message_id AND f.leg_no = r.leg_no
    AND (r.next_leg_at IS NULL OR (r.message_id, r.leg_no) IN (SELECT message_id, leg_no FROM arrived))`;

export async function storeAccepted(db: Queryable, now: number, results: AttemptResult[]): Promise<void> {
  if (results.length === 0) return;
  await db.query({
    name: 'store-accepted',
    text: ACCEPTED,
    values: [
      now,
      results.map((r) => r.shard),
      results.map((r) => r.messageId),
      results.map((r) => r.legNo),
      results.map((r) => r.attemptNo),
      results.map((r) => r.providerRef),
      results.map((r) => r.nextLegAt ?? null),
      results.map((r) => r.raisesStage ?? null),
    ],
  });
}

/**
 * Tells enrolments that their mails, among what was accepted, arrived as far as anybody can know: the receiving server
 * took them. A bounce takes it back, also one that came first. now is business time in epoch ms.
 */
export async function tellOfAcceptedMails(tx: Queryable, now: number, mails: AttemptResult[]): Promise<void> {
  if (mails.length === 0) return;
  const { rows } = await tx.query<{ id: string; origin_key: string; also: string[] | null }>({
    name: 'enrolments-of-mails',
    text: `SELECT m.enrolment_id AS id, m.origin_key, m.with_enrolments AS also FROM ${keyedBatch(1, 'u', { shard: 'smallint', id: 'uuid', leg_no: 'smallint' })}
           JOIN messages m ON m.shard = u.shard AND m.id = u.id
           JOIN legs l ON l.shard = u.shard AND l.message_id = u.id AND l.leg_no = u.leg_no
             AND l.channel = 'email' AND l.status IN ('accepted', 'sent', 'delivered', 'read')
           WHERE m.enrolment_id IS NOT NULL`,
    values: [mails.map((r) => r.shard), mails.map((r) => r.messageId), mails.map((r) => r.legNo)],
  });
  await tellEnrolments(
    tx,
    rows.map((row) => ({
      id: row.id,
      originKey: row.origin_key,
      state: 'delivered',
      at: now,
      also: row.also,
    })),
  );
}

/** Marks attempts that may or may not have reached the provider; the reconciler looks them up (I1). */
export async function storeUnknown(db: Queryable, results: AttemptResult[]): Promise<void> {
  if (results.length === 0) return;
  await db.query({
    name: 'store-unknown',
    text: `
      WITH r AS (
        SELECT * FROM ${keyedBatch(1, 'u', { shard: 'smallint', message_id: 'uuid', leg_no: 'smallint', attempt_no: 'smallint', error_code: 'text' })}
      ), settled AS (
        UPDATE attempts a SET outcome = 'unknown', error_code = r.error_code
        FROM r WHERE a.shard = r.shard AND a.message_id = r.message_id AND a.leg_no = r.leg_no
          AND a.attempt_no = r.attempt_no AND a.outcome IS NULL
        RETURNING a.message_id
      )
      UPDATE flights f SET stage = 'in_doubt', lease_until = clock_timestamp()
      FROM settled s WHERE f.message_id = s.message_id`,
    values: [
      results.map((r) => r.shard),
      results.map((r) => r.messageId),
      results.map((r) => r.legNo),
      results.map((r) => r.attemptNo),
      results.map((r) => r.errorCode),
    ],
  });
}

/**
 * Stores that attempts are proved not to have been accepted, and gives the contacts they counted back. The persons
 * are locked first, in id order, as for every change of their contacts. retryAfterMs (machine time) is how long the
 * flight rests before the reconciler sends it again.
 */
export async function releaseAttempts(
  tx: Queryable,
  results: AttemptResult[],
  retryAfterMs: number,
): Promise<void> {
  if (results.length === 0) return;
  await lockPersons(tx, [...new Set(results.map((r) => r.personId))]);
  await tx.query({
    name: 'release-attempts',
    text: `
      WITH r AS (
        SELECT * FROM ${keyedBatch(1, 'u', { shard: 'smallint', message_id: 'uuid', leg_no: 'smallint', attempt_no: 'smallint', outcome: 'text', error_code: 'text', person_id: 'uuid' })}
      ), settled AS (
        UPDATE attempts a SET outcome = r.outcome, proved_not_accepted = true, error_code = r.error_code,
          settled_at = clock_timestamp()
        FROM r WHERE a.shard = r.shard AND a.message_id = r.message_id AND a.leg_no = r.leg_no
          AND a.attempt_no = r.attempt_no AND (a.outcome IS NULL OR a.outcome = 'unknown')
        RETURNING a.message_id, a.person_id, a.shard, a.leg_no
      ), uncounted AS (
        -- An earlier leg that a provider took still counts: the message is one contact, however many legs it has.
        SELECT message_id, person_id FROM settled s WHERE NOT EXISTS (
          SELECT FROM attempts a WHERE a.shard = s.shard AND a.message_id = s.message_id AND a.outcome = 'accepted'
        )
      ), released AS (
        UPDATE persons p SET contacts = (
          SELECT coalesce(jsonb_agg(c), '[]') FROM jsonb_array_elements(p.contacts) c
          WHERE NOT (c ->> 'm')::uuid = ANY(SELECT message_id FROM uncounted)
        )
        WHERE p.id IN (SELECT person_id FROM uncounted)
      )
      -- The flight may have landed: whoever waited for the answer gave it up for lost.
      INSERT INTO flights (shard, message_id, leg_no, case_id, campaign_id, lease_until)
      SELECT m.shard, m.id, s.leg_no, m.case_ids[1], m.campaign_id,
             clock_timestamp() + make_interval(secs => $8::float8 / 1000)
      FROM settled s JOIN messages m ON m.shard = s.shard AND m.id = s.message_id
      WHERE m.status IN ('planned', 'deferred', 'sent', 'unknown')
      ON CONFLICT (message_id) DO UPDATE SET stage = 'moving', lease_until = excluded.lease_until`,
    values: [
      results.map((r) => r.shard),
      results.map((r) => r.messageId),
      results.map((r) => r.legNo),
      results.map((r) => r.attemptNo),
      results.map((r) => r.outcome),
      results.map((r) => r.errorCode),
      results.map((r) => r.personId),
      retryAfterMs,
    ],
  });
}

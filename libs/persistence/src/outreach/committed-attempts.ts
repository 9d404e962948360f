import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';
import { textArray, textList } from '../text-list.js';
import { enrolmentsOf } from './settled-messages.js';
import type { CountedContact } from './person-contacts.js';

/** One decision, as it is stored and sealed. */
export interface DecisionRecord {
  id: string;
  messageId: string;
  legNo: number;
  creditorId: string;
  outcome: 'allow' | 'defer' | 'refuse';
  rule: string;
  /** Business instant, epoch ms: end of the window for allow, next permitted moment for defer. */
  until: number | null;
  /** The StoredDecision as JSON text, byte for byte what the seal covers. */
  record: string;
}

/** One submission about to be handed to a provider. */
export interface NewAttempt {
  id: string;
  shard: number;
  messageId: string;
  legNo: number;
  attemptNo: number;
  personId: string;
  provider: string;
  decisionId: string;
}

/** The person's counted contacts after this batch. */
export interface PersonContacts {
  personId: string;
  contacts: CountedContact[];
}

/** A message that the policy lets go only later; until is business time in epoch ms. */
export interface DeferredMessage {
  shard: number;
  id: string;
  until: number;
  /** It waits for the end of its campaign's pause, which may come before. */
  paused: boolean;
}

// Of persons as keyedBatch makes it, but for the contacts, which come as one text.
const STORE = `
  WITH counted AS (
    UPDATE persons p SET contacts = u.contacts
    FROM (SELECT * FROM unnest($17::uuid[], ${textArray(18)}::jsonb[]) AS u(id, contacts)
          LIMIT cardinality($17)) AS u
    WHERE p.id = u.id
  ), decided AS (
    INSERT INTO decisions (id, message_id, leg_no, creditor_id, outcome, rule, until, record, recorded_at)
    SELECT id, message_id, leg_no, creditor_id, outcome, rule, to_timestamp(until / 1000), record, clock_timestamp()
    FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::uuid[], $5::text[], $6::text[], $7::float8[],
                ${textArray(8)}::json[])
      AS u(id, message_id, leg_no, creditor_id, outcome, rule, until, record)
  )
  INSERT INTO attempts (shard, id, message_id, leg_no, attempt_no, person_id, provider, decision_id, committed_at)
  SELECT *, clock_timestamp()
  FROM unnest($9::smallint[], $10::uuid[], $11::uuid[], $12::smallint[], $13::smallint[], $14::uuid[], $15::text[], $16::uuid[])`;

/**
 * Stores a batch's decisions, the attempts they allow and the contacts that these count for, in one statement. The
 * transaction's commit is the submission (I1, I3).
 */
export async function storeVerdicts(
  tx: Queryable,
  decisions: DecisionRecord[],
  attempts: NewAttempt[],
  persons: PersonContacts[],
): Promise<void> {
  if (decisions.length === 0) return;
  await tx.query({
    name: 'store-verdicts',
    text: STORE,
    values: [
      decisions.map((d) => d.id),
      decisions.map((d) => d.messageId),
      decisions.map((d) => d.legNo),
      decisions.map((d) => d.creditorId),
      decisions.map((d) => d.outcome),
      decisions.map((d) => d.rule),
      decisions.map((d) => d.until),
      textList(decisions.map((d) => d.record)),
      attempts.map((a) => a.shard),
      attempts.map((a) => a.id),
      attempts.map((a) => a.messageId),
      attempts.map((a) => a.legNo),
      attempts.map((a) => a.attemptNo),
      attempts.map((a) => a.personId),
      attempts.map((a) => a.provider),
      attempts.map((a) => a.decisionId),
      persons.map((p) => p.personId),
      textList(persons.map((p) => JSON.stringify(p.contacts))),
    ],
  });
}

/** Parks messages until their permitted moment and tells the cadence that they wait. */
export async function deferMessages(tx: Queryable, deferred: DeferredMessage[]): Promise<void> {
  if (deferred.length === 0) return;
  await tx.query({
    name: 'defer-messages',
    text: `
      WITH waiting AS (
        UPDATE flights f SET stage = 'deferred', due_at = to_timestamp(u.until / 1000), paused = u.paused
        FROM ${keyedBatch(2, 'u', { id: 'uuid', until: 'float8', paused: 'boolean' })} WHERE f.message_id = u.id
      ), marked AS (
        UPDATE messages m SET status = 'deferred'
        FROM ${keyedBatch(1, 'u', { shard: 'smallint', id: 'uuid' })}
        WHERE m.shard = u.shard AND m.id = u.id AND m.status IN ('planned', 'deferred')
        RETURNING m.enrolment_id, m.with_enrolments, m.origin_key
      )
      UPDATE enrolments e SET last_message = e.last_message || '{"state": "deferred"}'
      FROM (${enrolmentsOf('marked')}) m WHERE e.id = m.enrolment_id AND e.last_message IS NOT NULL
        AND m.step_key = e.last_message ->> 'stepKey'`,
    values: [
      deferred.map((d) => d.shard),
      deferred.map((d) => d.id),
      deferred.map((d) => d.until),
      deferred.map((d) => d.paused),
    ],
  });
}

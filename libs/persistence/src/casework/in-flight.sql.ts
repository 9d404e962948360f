import type { LockedPerson, PlannedMessage, StopScope } from '#contracts';
import type { Queryable } from '../database.js';
import { columns } from './columns.js';
import { keyedBatch } from '../keyed-batch.js';

/**
 * A person's messages, by the index that begins with the person. OFFSET 0 keeps the planner from turning the
 * search round: it would read every message there is to test its cases.
 */
export const MESSAGES_OF_PERSON = `SELECT shard, id, person_id, purpose, case_ids, with_enrolments FROM messages
  WHERE shard = p.shard AND person_id = p.person_id OFFSET 0`;

/**
 * Collection messages of the locked persons that are in flight and not handed to a provider. What was handed over is
 * settled by its answer: nothing can call it back. `narrower` says which of them the scope covers.
 *
 * Flights are looked up by their messages, whatever the planner thinks of how few there are: a plan that begins with
 * them reads all that is in flight for every stop.
 */
function cancelling(narrower: string): string {
  return `WITH covered AS MATERIALIZED (
      SELECT m.shard, m.id FROM ${keyedBatch(1, 'p', { shard: 'smallint', person_id: 'uuid' })}
      CROSS JOIN LATERAL (${MESSAGES_OF_PERSON}) m
      CROSS JOIN LATERAL (SELECT leg_no, stage FROM flights WHERE message_id = m.id OFFSET 0) f
      WHERE m.purpose = 'collection' AND f.stage <> 'in_doubt' AND ${narrower}
        AND NOT EXISTS (SELECT FROM attempts a
          WHERE a.shard = m.shard AND a.message_id = m.id AND a.outcome IS NULL)
    ), grounded AS (
      DELETE FROM flights WHERE message_id = ANY(ARRAY(SELECT id FROM covered))
    )
    UPDATE messages m SET
      status = CASE WHEN m.status IN ('planned', 'deferred') THEN 'cancelled' ELSE m.status END,
      status_reason = CASE WHEN m.status IN ('planned', 'deferred') THEN $3 ELSE m.status_reason END
    FROM covered c WHERE m.shard = c.shard AND m.id = c.id
    RETURNING m.status = 'cancelled' AS cancelled`;
}

const OF_PERSONS = cancelling('m.person_id = ANY($4::uuid[])');
// Of a message for several cases the others are still to be told: what is stopped is taken out of its words, which the
// sender sees to in the transaction that commits the attempt.
const OF_CASES = cancelling(
  '(m.case_ids <@ $4::uuid[] OR m.with_enrolments IS NULL AND m.case_ids && $4::uuid[])',
);
const OF_ADDRESS = cancelling(`EXISTS (SELECT FROM legs l JOIN contact_points cp ON cp.id = l.contact_point_id
  WHERE l.shard = m.shard AND l.message_id = m.id AND l.leg_no = f.leg_no AND cp.value_hash = $4
    AND ($5 = '*' OR CASE l.channel WHEN 'rcs' THEN 'sms' ELSE l.channel END = $5))`);

/**
 * Cancels what a stop covers. A message that went out and was only waiting for its next leg keeps its status and
 * goes no further. Answers how many were cancelled.
 */
export async function cancelCovered(
  tx: Queryable,
  persons: Iterable<LockedPerson>,
  scope: StopScope,
  reason: string,
): Promise<number> {
  const locked = [...persons];
  const base = [...columns(locked, 'shard', 'id'), reason];
  const { rows } =
    'caseIds' in scope
      ? await tx.query<{ cancelled: boolean }>(OF_CASES, [...base, scope.caseIds])
      : 'personIds' in scope
        ? await tx.query<{ cancelled: boolean }>(OF_PERSONS, [...base, scope.personIds])
        : await tx.query<{ cancelled: boolean }>(OF_ADDRESS, [...base, scope.valueHash, scope.channel]);
  return rows.filter((row) => row.cancelled).length;
}

/**
 * Plans messages and puts each in flight with a lease that has passed, so that the reconciler takes them up at its
 * next look; those planned before under the same origin are left alone.
 */
export async function insertMessages(tx: Queryable, messages: PlannedMessage[]): Promise<void> {
  const rows = messages.map((message) => ({
    ...message,
    // unnest would flatten arrays of arrays; these travel as array literals.
    cases: `{${message.caseIds.join(',')}}`,
    way: `{${message.channels.join(',')}}`,
    extra: message.extra === null ? null : JSON.stringify(message.extra),
  }));
  await tx.query(
    `WITH planned AS (
       INSERT INTO messages (shard, id, person_id, debtor_id, creditor_id, case_ids, purpose, origin_kind, origin_key,
         family, channels, extra, created_at)
       SELECT shard, id, person_id, debtor_id, creditor_id, cases::uuid[], purpose, origin_kind, origin_key, family,
         way::text[], extra, to_timestamp(created_at / 1000)
       FROM unnest($1::smallint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[],
         $9::text[], $10::text[], $11::text[], $12::jsonb[], $13::float8[])
         AS m(shard, id, person_id, debtor_id, creditor_id, cases, purpose, origin_kind, origin_key, family, way, extra,
           created_at)
       ON CONFLICT (shard, person_id, origin_kind, origin_key, occurrence) DO NOTHING
       RETURNING shard, id, case_ids
     )
     INSERT INTO flights (shard, message_id, leg_no, case_id, lease_until)
     SELECT shard, id, 1, case_ids[1], clock_timestamp() - interval '1 second' FROM planned`,
    columns(
      rows,
      'shard',
      'id',
      'personId',
      'debtorId',
      'creditorId',
      'cases',
      'purpose',
      'originKind',
      'originKey',
      'family',
      'way',
      'extra',
      'createdAt',
    ),
  );
}

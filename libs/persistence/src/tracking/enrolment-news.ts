import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';
import type { EnrolmentNews } from './receipt-folding.js';
import { keyedBatch } from '../keyed-batch.js';

/**
 * Whether any message of enrolment e has arrived. A mail that the receiving server took counts until it bounces: no
 * receipt of its delivery ever comes.
 */
const ARRIVED = `
  SELECT FROM messages m JOIN legs l ON l.shard = m.shard AND l.message_id = m.id
  WHERE m.shard = e.shard AND m.person_id = e.person_id
    AND (m.enrolment_id = e.id OR m.with_enrolments @> ARRAY[e.id])
    AND (l.status IN ('delivered', 'read', 'in-progress', 'completed') OR (l.channel = 'email' AND l.status = 'accepted'))`;

/**
 * Tells enrolments what became of their messages. It wakes those that may have waited for it: on the first delivery
 * ever (silence is counted from there), on any delivery that is waited for, and when a message will not arrive.
 */
export async function tellEnrolments(tx: Queryable, news: readonly EnrolmentNews[]): Promise<void> {
  // One statement changes a row once: a second message of the same enrolment is told of in a second one.
  let rest = news.flatMap(forEach).sort((a, b) => (a.id < b.id ? -1 : 1));
  while (rest.length > 0) {
    const seen = new Set<string>();
    const now = rest.filter((each) => !seen.has(each.id) && seen.add(each.id));
    rest = rest.filter((each) => !now.includes(each));
    await tell(tx, now);
  }
}

/** The news of a message that covers several cases, once for the enrolment of each. */
function forEach(news: EnrolmentNews): EnrolmentNews[] {
  const { also, originKey } = news;
  if (also == null) return [news];
  const step = originKey.slice(originKey.indexOf(':'));
  return [news, ...also.map((id) => ({ ...news, id, originKey: `${id}${step}` }))];
}

async function tell(tx: Queryable, news: readonly EnrolmentNews[]): Promise<void> {
  await tx.query({
    name: 'receipts-tell-enrolments',
    text: `
      WITH told AS (
        UPDATE enrolments e SET
          first_delivered_at = CASE
            WHEN u.state = 'delivered' THEN least(e.first_delivered_at, u.at)
            WHEN u.state = 'undelivered' AND NOT EXISTS (${ARRIVED}) THEN NULL
            ELSE e.first_delivered_at END,
          last_message = CASE WHEN u.origin_key = e.id::text || ':' || (e.last_message ->> 'stepKey')
                              THEN e.last_message || jsonb_build_object('state', u.state) ELSE e.last_message END
        FROM (
          SELECT id, origin_key, state, to_timestamp(at / 1000) AS at
          FROM ${keyedBatch(1, 'n', { id: 'uuid', origin_key: 'text', state: 'text', at: 'float8' })}
        ) u
        JOIN enrolments before ON before.id = u.id
        WHERE e.id = u.id AND e.status <> 'ended'
        RETURNING e.case_id, u.state, u.at,
          u.state <> 'delivered' OR before.first_delivered_at IS NULL
            OR before.state -> 'waiting' ->> 'untilEvent' = 'delivery' AS awaited
      )
      INSERT INTO wake_ups (case_id, kind, at) SELECT case_id, 'message.' || state, at FROM told WHERE awaited`,
    values: columns(news, 'id', 'originKey', 'state', 'at'),
  });
}

import { v7 as uuidv7 } from 'uuid';
import { insertEvents } from '../casework/records.sql.js';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';

/** One of several cases that a message covers, as it stands. */
export interface SaidCase {
  message_id: string;
  case_id: string;
  portfolio_id: string;
  case_version: string;
  case_ref: string;
  title: string;
  currency: string;
  principal_minor: number;
  interest_minor: number;
  costs_minor: number;
  paid_minor: number;
  balance_minor: number;
  due_date: string;
  case_status: string;
  stage: string | null;
  time_barred_on: string | null;
  last_payment_at: Date | null;
  holds: string[] | null;
}

/** Cases that may be spoken of, by message; the oldest debt first. */
export type SaidCases = ReadonlyMap<string, readonly SaidCase[]>;

// Whatever keeps a single case from being written about takes it out of what a message for several says.
const READ = `
  SELECT m.id AS message_id, c.id AS case_id, c.portfolio_id, c.xmin::text AS case_version, c.ref AS case_ref, c.title,
         c.currency, c.principal_minor, c.interest_minor, c.costs_minor,
         c.paid_principal_minor + c.paid_interest_minor + c.paid_costs_minor AS paid_minor, c.balance_minor, c.due_date,
         c.status AS case_status, c.stage, c.time_barred_on, c.last_payment_at, NULL::text[] AS holds
  FROM ${keyedBatch(2, 'b', { shard: 'smallint', id: 'uuid' })}
  JOIN messages m ON m.shard = b.shard AND m.id = b.id
  JOIN cases c ON c.id = ANY(m.case_ids)
  JOIN portfolios p ON p.id = c.portfolio_id
  WHERE c.status = 'open' AND c.balance_minor > 0
    AND (c.time_barred_on IS NULL
      OR c.time_barred_on > (to_timestamp($1::float8 / 1000) AT TIME ZONE coalesce(c.debtor_zone, p.zone))::date)
    AND NOT EXISTS (SELECT FROM holds h
      WHERE h.person_id = m.person_id AND h.lifted_at IS NULL AND (h.case_id IS NULL OR h.case_id = c.id)
        AND (h.until IS NULL OR h.until > to_timestamp($1::float8 / 1000)))
    AND NOT EXISTS (SELECT FROM escalations x WHERE x.case_id = c.id AND x.status <> 'resolved')
  ORDER BY m.id, c.due_date, c.id`;

/** What messages for several cases may say at business instant now: asked once before they are written, once before they leave. */
export async function readSaidCases(
  tx: Queryable,
  now: number,
  messages: readonly { shard: number; id: string }[],
): Promise<SaidCases> {
  const byMessage = new Map<string, SaidCase[]>();
  if (messages.length === 0) return byMessage;
  const { rows } = await tx.query<SaidCase>({
    name: 'said-cases',
    text: READ,
    values: [now, messages.map(({ shard }) => shard), messages.map(({ id }) => id)],
  });
  for (const row of rows) byMessage.set(row.message_id, [...(byMessage.get(row.message_id) ?? []), row]);
  return byMessage;
}

/** What tells whether words are still of these cases, as they were. */
export function versionOf(said: readonly SaidCase[]): string {
  return said.map(({ case_id, case_version }) => `${case_id}:${case_version}`).join(',');
}

/** A message for several cases that leaves, with those that it speaks of. */
export interface SpokenOf {
  shard: number;
  id: string;
  caseIds: string[];
}

/**
 * From here on the message is of the cases that it spoke of: what was taken out of its words was not told, which its events
 * say, and its enrolment learns that nothing arrived. The enrolment that began the message stays named in it.
 * @param now business time, epoch ms
 */
export async function keepToSaid(tx: Queryable, now: number, spoken: readonly SpokenOf[]): Promise<void> {
  if (spoken.length === 0) return;
  const { rows } = await tx.query<{ id: string; person_id: string; left_out: string[] }>({
    name: 'keep-to-said',
    text: `
      WITH s AS (
        SELECT m.shard, m.id, u.cases::uuid[] AS cases, split_part(m.origin_key, ':', 2) AS step,
               m.enrolment_id || m.with_enrolments AS enrolments
        FROM unnest($1::smallint[], $2::uuid[], $3::text[]) AS u(shard, id, cases)
        JOIN messages m ON m.shard = u.shard AND m.id = u.id
      ), own AS (
        SELECT s.id AS message_id, s.step, e.id, e.case_id = ANY(s.cases) AS told
        FROM s JOIN enrolments e ON e.id = ANY(s.enrolments)
      ), untold AS (
        UPDATE enrolments e SET last_message = e.last_message || '{"state": "undelivered"}'
        FROM own o WHERE e.id = o.id AND NOT o.told AND e.last_message ->> 'stepKey' = o.step
      )
      UPDATE messages m SET case_ids = s.cases,
        with_enrolments = ARRAY(SELECT o.id FROM own o WHERE o.message_id = m.id AND o.told AND o.id <> m.enrolment_id)
      FROM s WHERE m.shard = s.shard AND m.id = s.id
      RETURNING m.id, m.person_id, ARRAY(SELECT unnest(old.case_ids) EXCEPT SELECT unnest(new.case_ids)) AS left_out`,
    values: [
      spoken.map(({ shard }) => shard),
      spoken.map(({ id }) => id),
      spoken.map(({ caseIds }) => `{${caseIds.join(',')}}`),
    ],
  });
  const events = rows.flatMap(({ id: message, person_id: personId, left_out }) =>
    left_out.map((caseId) => ({
      ...{ id: uuidv7({ msecs: now }), caseId, personId, actor: 'sender', at: now },
      ...{ kind: 'message.left_out' as const, detail: { message } },
    })),
  );
  if (events.length > 0) await insertEvents(tx, events);
}

import type { MessageBatch } from '#contracts';
import type { Channel, InconvenientTime, Stage, WantedContact } from '#domain';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';
import { type CountedContact, lockContacts } from './person-contacts.js';
import { type MessageTerms, readTerms } from './message-terms.js';
import { unpackHtml } from './packed-html.js';
import { readSaidCases, type SaidCase, type SaidCases, versionOf } from './said-cases.js';

/** What is said of a message beyond its channels. */
export interface MessageExtra {
  /** Stage of the case once some provider has taken the message. */
  raisesStage?: Stage;
  /** In the order of the channels; afterMinutes is business time. */
  legs?: { moveOn: { when: 'undelivered' | 'unconfirmed' | 'unread'; afterMinutes: number | null } | null }[];
  /** Which of its step's variants it is. */
  variant?: string;
  /** Whom at a business it is for. */
  to?: WantedContact;
  /** Of a receipt: the money was booked without the debtor at hand. */
  booked?: boolean;
  /** The hold of the agreement that the message speaks of; it does not keep the message from leaving. */
  underHold?: string;
  /** What it speaks of. */
  promiseId?: string;
  planId?: string;
  instalment?: number;
}

/** A rendered leg with the facts that decide whether it may leave. Personal: never logged. */
export interface MessageToSend {
  shard: number;
  id: string;
  leg_no: number;
  person_id: string;
  creditor_id: string;
  enrolment_id: string | null;
  purpose: 'collection' | 'requested' | 'statutory';
  family: string;
  extra: MessageExtra | null;
  channel: Channel;
  subject: string | null;
  body: string;
  html: string | null;
  /** What the leg puts into the gaps of its card. */
  card: Record<string, string> | null;
  template_version: string;
  link_key_version: number;
  /** The case, though not what else the words tell of, has changed since they were written. */
  outdated: boolean;
  point_value: string | null;
  point_status: string | null;
  point_zones: string[] | null;
  opted_out: boolean;
  /** What was last said about contacts by this channel on this address; null when nothing was recorded. */
  consent: 'given' | 'withdrawn' | null;
  /** How many legs the message may take. */
  leg_count: number;
  stops: string[];
  /** Channels that the person refused: texts (`sms`), `email`, `voice`. */
  refused_channels: string[];
  /** When the person asked not to be contacted. */
  inconvenient_times: InconvenientTime[];
  contacts: CountedContact[];
  case_id: string;
  case_status: string;
  stage: string | null;
  balance_minor: number;
  due_date: string;
  time_barred_on: string | null;
  last_payment_at: Date | null;
  kind: 'consumer' | 'business';
  debtor_zone: string | null;
  terms: MessageTerms;
  holds: string[] | null;
  /** The latest attempt of this leg, if any. */
  attempt_no: number | null;
  /** How many cases it covers. */
  covered: number;
  /** Of a message for several cases, those that it may speak of; null for the others. */
  said: readonly SaidOf[] | null;
  /** Whether there is none, or the latest is proved not to have been accepted (I1); one without an answer is neither. */
  attempt_free: boolean;
}

/** One of several cases, with its own terms. */
export type SaidOf = SaidCase & { terms: MessageTerms };

const PERSONS = `
  SELECT m.person_id FROM ${keyedBatch(1, 'b', { shard: 'smallint', id: 'uuid' })}
  JOIN messages m ON m.shard = b.shard AND m.id = b.id`;

const READ = `
  SELECT m.shard, m.id, b.leg_no, m.person_id, m.creditor_id, m.enrolment_id, m.purpose, m.family, m.extra, m.campaign_id,
         l.channel, l.subject, l.body, l.packed_html AS html, l.card, l.template_version, l.link_key_version,
         coalesce(l.case_version <> c.xmin::text, false) AS outdated, l.case_version AS words_of,
         cardinality(m.case_ids) > 1 AS several, cardinality(m.case_ids) AS covered,
         cp.value AS point_value, cp.status AS point_status, cp.zones AS point_zones,
         coalesce(CASE l.channel WHEN 'rcs' THEN 'sms' ELSE l.channel END = ANY(cp.opted_out), false) AS opted_out,
         cp.consents -> CASE l.channel WHEN 'rcs' THEN 'sms' ELSE l.channel END ->> 'said' AS consent,
         cardinality(m.channels) AS leg_count,
         c.id AS case_id, c.portfolio_id, c.status AS case_status, c.stage, c.balance_minor, c.due_date,
         c.time_barred_on, c.last_payment_at, c.debtor_kind AS kind, c.debtor_zone,
         h.holds,
         a.attempt_no, a.attempt_no IS NULL OR a.proved_not_accepted AS attempt_free
  FROM ${keyedBatch(1, 'b', { shard: 'smallint', id: 'uuid', leg_no: 'smallint' })}
  JOIN flights f ON f.shard = b.shard AND f.message_id = b.id AND f.leg_no = b.leg_no AND f.stage = 'moving'
  JOIN messages m ON m.shard = b.shard AND m.id = b.id
  JOIN legs l ON l.shard = b.shard AND l.message_id = b.id AND l.leg_no = b.leg_no
  JOIN cases c ON c.id = m.case_ids[1]
  LEFT JOIN contact_points cp ON cp.id = l.contact_point_id
  LEFT JOIN LATERAL (
    SELECT array_agg(reason ORDER BY reason) AS holds FROM (
      SELECT reason FROM holds
      WHERE person_id = m.person_id AND lifted_at IS NULL AND (case_id IS NULL OR case_id = ANY(m.case_ids))
        AND (until IS NULL OR until > to_timestamp($4::float8 / 1000))
        AND id IS DISTINCT FROM (m.extra ->> 'underHold')::uuid
      UNION ALL
      -- Outreach rests while an agent has the case, also what was planned before.
      SELECT 'escalated' FROM escalations WHERE case_id = ANY(m.case_ids) AND status <> 'resolved'
    ) resting
  ) h ON true
  LEFT JOIN LATERAL (
    SELECT attempt_no, outcome, proved_not_accepted FROM attempts
    WHERE shard = b.shard AND message_id = b.id AND leg_no = b.leg_no ORDER BY attempt_no DESC LIMIT 1
  ) a ON true`;

/** A message as it is read; its person was locked before, and its terms are read once for all that share them. */
type ReadMessage = Omit<
  MessageToSend,
  'html' | 'stops' | 'refused_channels' | 'inconvenient_times' | 'contacts' | 'terms' | 'said'
> & {
  words_of: string | null;
  several: boolean;
  html: Buffer | string | null;
  portfolio_id: string;
  campaign_id: string | null;
};

/** A batch's messages with the facts as they stood. */
export interface FreshMessages {
  messages: MessageToSend[];
  /** Machine instant by performance.now(): whatever was committed before it is in the facts. */
  readAt: number;
}

/**
 * Locks the batch's persons in id order (I6), then reads the facts in later statements, so that they see whatever
 * a stop committed before the lock was granted. now is business time in epoch ms.
 */
export async function lockAndReadMessages(
  tx: Queryable,
  batch: MessageBatch,
  now: number,
): Promise<FreshMessages> {
  const batchPersons = await tx.query<{ person_id: string }>({
    name: 'persons-of-batch',
    text: PERSONS,
    values: [batch.shards, batch.ids],
  });
  const persons = await lockContacts(tx, new Set(batchPersons.rows.map((row) => row.person_id)));
  const readAt = performance.now();
  const { rows } = await tx.query<ReadMessage>({
    name: 'messages-to-send',
    text: READ,
    values: [batch.shards, batch.ids, batch.legs, now],
  });
  const saidOf = await readSaidCases(
    tx,
    now,
    rows.filter(({ several }) => several),
  );
  const termsOf = await readTerms(tx, [...rows, ...withCampaigns(rows, saidOf)]);
  // In place: copying so many columns costs more than reading them.
  const messages = rows.map((row) => {
    const { stops, refused_channels, inconvenient_times, contacts } =
      persons.get(row.person_id) ?? notLocked(row.id);
    const html = Buffer.isBuffer(row.html) ? unpackHtml(row.html) : row.html;
    const said = saidOf.get(row.id)?.map((each) => withTerms(each, row, termsOf)) ?? null;
    // Of none of several cases: their own facts refuse it.
    const outdated = said === null ? row.outdated : row.words_of !== versionOf(said);
    return Object.assign(row, {
      stops,
      refused_channels,
      inconvenient_times,
      contacts,
      terms: termsOf(row),
      html,
      said,
      outdated,
    });
  });
  return { messages, readAt };
}

/** Cases of one creditor may lie in several portfolios, under several policies. */
function withCampaigns(
  rows: readonly ReadMessage[],
  saidOf: SaidCases,
): { portfolio_id: string; campaign_id: string | null }[] {
  return rows.flatMap(({ id, campaign_id }) =>
    (saidOf.get(id) ?? []).map(({ portfolio_id }) => ({ portfolio_id, campaign_id })),
  );
}

function withTerms(
  said: SaidCase,
  { campaign_id }: ReadMessage,
  termsOf: Awaited<ReturnType<typeof readTerms>>,
): SaidOf {
  return { ...said, terms: termsOf({ portfolio_id: said.portfolio_id, campaign_id }) };
}

function notLocked(id: string): never {
  throw new Error(`message ${id} was read without the lock of its person`);
}

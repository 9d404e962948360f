import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';

/** A message to plan; its id exists before anything is queued (I1). */
export interface PlannedMessage {
  id: string;
  shard: number;
  personId: string;
  debtorId: string;
  creditorId: string;
  caseId: string;
  campaignId: string | null;
  enrolmentId: string | null;
  /** Further cases of the debtor that it covers, each with its enrolment; null for most. */
  together: { caseIds: string[]; enrolmentIds: string[] } | null;
  purpose: 'collection' | 'requested' | 'statutory';
  originKind: 'step' | 'event' | 'agent' | 'portal';
  originKey: string;
  occurrence: number;
  family: string;
  tone: string | null;
  channels: string[];
  extra: object | null;
}

/** How an enrolment stands after an advance. dueAt is business time in epoch ms; null once it ended. */
export interface AdvancedEnrolment {
  id: string;
  status: 'active' | 'parked' | 'ended';
  state: object;
  dueAt: number | null;
  endReason: string | null;
  /** The message just planned, as the cadence will see it; null leaves what is stored. */
  lastMessage: object | null;
}

/** How long a planned message may be on its way before the reconciler looks for it (machine time). */
export const PLANNED_LEASE_SECONDS = 30;

/** Inserts messages and their flights; a message of the same origin and occurrence exists once. */
const PLAN = `
  WITH planned AS (
    INSERT INTO messages (shard, id, person_id, debtor_id, creditor_id, case_ids, campaign_id, enrolment_id, purpose,
                          origin_kind, origin_key, occurrence, family, tone, channels, extra, with_enrolments, created_at)
    SELECT shard, id, person_id, debtor_id, creditor_id, case_id || coalesce(more_cases::uuid[], '{}'), campaign_id, enrolment_id, purpose,
           origin_kind, origin_key, occurrence, family, tone, string_to_array(channels, ','), extra,
           with_enrolments::uuid[], to_timestamp($1::float8 / 1000)
    FROM unnest($2::smallint[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[],
                $10::text[], $11::text[], $12::text[], $13::int[], $14::text[], $15::text[], $16::text[], $17::jsonb[],
                $19::text[], $20::text[])
      AS u(shard, id, person_id, debtor_id, creditor_id, case_id, campaign_id, enrolment_id, purpose,
           origin_kind, origin_key, occurrence, family, tone, channels, extra, more_cases, with_enrolments)
    ON CONFLICT DO NOTHING
    RETURNING shard, id, case_ids[1] AS case_id, campaign_id
  ), flying AS (
    INSERT INTO flights (shard, message_id, leg_no, case_id, campaign_id, lease_until)
    SELECT shard, id, 1, case_id, campaign_id, clock_timestamp() + make_interval(secs => $18) FROM planned
  )
  SELECT id FROM planned`;

const ADVANCE = `
  UPDATE enrolments e
  SET status = u.status, state = u.state, due_at = to_timestamp(u.due_at / 1000),
      last_message = coalesce(u.last_message, e.last_message),
      ended_at = CASE WHEN u.status = 'ended' THEN to_timestamp($1::float8 / 1000) END, end_reason = u.end_reason
  FROM ${keyedBatch(2, 'u', { id: 'uuid', status: 'text', state: 'jsonb', due_at: 'float8', end_reason: 'text', last_message: 'jsonb' })}
  WHERE e.id = u.id`;

/** Plans messages as of business instant now; returns the ids of those that are new. */
export async function planMessages(
  tx: Queryable,
  now: number,
  messages: PlannedMessage[],
  leaseSeconds = PLANNED_LEASE_SECONDS,
): Promise<Set<string>> {
  if (messages.length === 0) return new Set();
  const { rows } = await tx.query<{ id: string }>({
    name: 'plan-messages',
    text: PLAN,
    values: [
      now,
      messages.map((m) => m.shard),
      messages.map((m) => m.id),
      messages.map((m) => m.personId),
      messages.map((m) => m.debtorId),
      messages.map((m) => m.creditorId),
      messages.map((m) => m.caseId),
      messages.map((m) => m.campaignId),
      messages.map((m) => m.enrolmentId),
      messages.map((m) => m.purpose),
      messages.map((m) => m.originKind),
      messages.map((m) => m.originKey),
      messages.map((m) => m.occurrence),
      messages.map((m) => m.family),
      messages.map((m) => m.tone),
      messages.map((m) => m.channels.join(',')),
      messages.map((m) => (m.extra ? JSON.stringify(m.extra) : null)),
      leaseSeconds,
      messages.map((m) => (m.together ? `{${m.together.caseIds.join(',')}}` : null)),
      messages.map((m) => (m.together ? `{${m.together.enrolmentIds.join(',')}}` : null)),
    ],
  });
  return new Set(rows.map((row) => row.id));
}

/** Stores where the enrolments stand now. */
export async function storeAdvances(
  tx: Queryable,
  now: number,
  advances: AdvancedEnrolment[],
): Promise<void> {
  if (advances.length === 0) return;
  await tx.query({
    name: 'store-advances',
    text: ADVANCE,
    values: [
      now,
      advances.map((a) => a.id),
      advances.map((a) => a.status),
      advances.map((a) => JSON.stringify(a.state)),
      advances.map((a) => a.dueAt),
      advances.map((a) => a.endReason),
      advances.map((a) => (a.lastMessage ? JSON.stringify(a.lastMessage) : null)),
    ],
  });
}

/** Puts enrolments off as they stand; dueAt is business time in epoch ms. */
export async function postponeEnrolments(tx: Queryable, dueAt: number, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query('UPDATE enrolments SET due_at = to_timestamp($1::float8 / 1000) WHERE id = ANY($2)', [
    dueAt,
    ids,
  ]);
}

import type { EnrolmentState, Stage } from '#domain';
import { AdvisoryLock } from '../advisory-locks.js';
import type { Queryable } from '../database.js';

/** A step that a debtor's cases come to, whose message may cover several of them. */
export interface SharedStep {
  personId: string;
  debtorId: string;
  shard: number;
  campaignId: string;
  versionId: string;
  stepKey: string;
}

/** A message that covers several cases, and is on its way or arrived. */
export interface CoveringMessage {
  status: string;
  enrolmentIds: string[];
  /** Epoch ms. */
  plannedAt: number;
}

/** An enrolment on its way to the step; dates and stage say whether the same words are true of its case. */
export interface ComingEnrolment {
  id: string;
  caseId: string;
  state: EnrolmentState;
  dueAt: number;
  dueDate: string;
  stage: Stage | null;
  zone: string;
}

/**
 * Only one transaction at a time plans what covers several cases of a person. Whoever waits here holds enrolments that
 * it has claimed, and nobody who holds the lock waits for those: others' are read, never locked.
 */
export async function lockSharing(tx: Queryable, personIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'lock-sharing',
    text: `SELECT pg_advisory_xact_lock(key, ${AdvisoryLock.together}) FROM (
             SELECT DISTINCT hashtext(person) AS key FROM unnest($1::text[]) AS p(person) ORDER BY 1) k`,
    values: [personIds],
  });
}

/**
 * Of enrolments, those whose debtor has another case that is entering the same version and is not at its step yet.
 * @param claimed all that the transaction holds: what it enters itself it knows of
 */
export async function besideEntering(
  tx: Queryable,
  now: number,
  ids: readonly string[],
  claimed: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await tx.query<{ id: string }>({
    name: 'beside-entering',
    text: `
      SELECT e.id FROM enrolments e JOIN cases own ON own.id = e.case_id
      WHERE e.id = ANY($2) AND EXISTS (
        SELECT FROM cases c JOIN enrolments x ON x.case_id = c.id AND x.campaign_id = e.campaign_id AND x.version_id = e.version_id
        WHERE c.person_id = own.person_id AND c.debtor_id = own.debtor_id AND x.status = 'active' AND x.id <> ALL($3)
          AND x.state ->> 'stepKey' IS NULL AND x.due_at <= to_timestamp($1::float8 / 1000))`,
    values: [now, ids, claimed],
  });
  return new Set(rows.map(({ id }) => id));
}

/** Messages of the step that cover several cases and did not come to nothing, the latest first. */
export async function coveringMessages(tx: Queryable, of: SharedStep): Promise<CoveringMessage[]> {
  const { rows } = await tx.query<{ status: string; ids: string[]; created_at: Date }>({
    name: 'covering-messages',
    text: `
      SELECT CASE WHEN status = 'sent' AND EXISTS (SELECT FROM legs l WHERE l.shard = m.shard AND l.message_id = m.id
               AND l.channel = 'email' AND l.accepted_at IS NOT NULL AND l.failed_at IS NULL)
             THEN 'delivered' ELSE status END AS status,
             enrolment_id || with_enrolments AS ids, created_at
      FROM messages m WHERE shard = $1 AND person_id = $2 AND campaign_id = $3 AND with_enrolments IS NOT NULL
        AND split_part(origin_key, ':', 2) = $4 AND status NOT IN ('cancelled', 'refused', 'undelivered')
      ORDER BY id DESC`,
    values: [of.shard, of.personId, of.campaignId, of.stepKey],
  });
  return rows.map((row) => ({
    status: row.status,
    enrolmentIds: row.ids,
    plannedAt: row.created_at.getTime(),
  }));
}

/** The debtor's other enrolments in the version whose next step it is, due before an instant (epoch ms). */
export async function comingEnrolments(
  tx: Queryable,
  of: SharedStep,
  dueBefore: number,
): Promise<ComingEnrolment[]> {
  const { rows } = await tx.query<{
    id: string;
    case_id: string;
    state: EnrolmentState;
    due_at: Date;
    due_date: string;
    stage: Stage | null;
    zone: string;
  }>({
    name: 'coming-enrolments',
    text: `
      SELECT e.id, e.case_id, e.state, e.due_at, c.due_date, c.stage, coalesce(c.debtor_zone, p.zone) AS zone
      FROM cases c
      JOIN enrolments e ON e.case_id = c.id AND e.campaign_id = $3 AND e.version_id = $4
      JOIN portfolios p ON p.id = c.portfolio_id
      WHERE c.person_id = $1 AND c.debtor_id = $2 AND c.status = 'open' AND e.status = 'active'
        AND e.state ->> 'stepKey' = $5 AND e.due_at < to_timestamp($6::float8 / 1000)
      ORDER BY c.due_date, c.id`,
    values: [of.personId, of.debtorId, of.campaignId, of.versionId, of.stepKey, dueBefore],
  });
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    state: row.state,
    dueAt: row.due_at.getTime(),
    dueDate: row.due_date,
    stage: row.stage,
    zone: row.zone,
  }));
}

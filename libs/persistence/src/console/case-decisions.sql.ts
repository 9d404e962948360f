import type { AsOf, DecidedMessage } from '#contracts';
import type { StoredDecision } from '#domain';
import type { Queryable } from '../database.js';
import { iso } from './view.sql.js';

/** A case, and the instant up to which its decisions are asked for. */
export interface CaseAsOf {
  caseId: string;
  caseRef: string;
  creditor: string;
  shard: number;
  personId: string;
  /** Epoch milliseconds of business time. */
  asOf: number;
}

/** A message with the last decision about it by then, as stored. */
export interface DecidedRow extends Omit<DecidedMessage, 'decision' | 'leftOut'> {
  id: string;
  legNo: number;
  record: StoredDecision;
}

/** A date is over when its day is, where the portfolio is. */
const AS_OF = `
  CASE WHEN $2::float8 IS NOT NULL THEN to_timestamp($2 / 1000)
       WHEN $3::date IS NOT NULL THEN ($3 + 1)::timestamp AT TIME ZONE p.zone - interval '1 millisecond'
       ELSE business_now() END`;

/** Null when there is no such case. */
export async function readCaseAsOf(db: Queryable, caseId: string, asOf?: AsOf): Promise<CaseAsOf | null> {
  const { rows } = await db.query<CaseAsOf & Record<string, unknown>>(
    `SELECT c.id AS "caseId", c.ref AS "caseRef", k.ref AS creditor, c.shard, c.person_id AS "personId",
       floor(extract(epoch FROM ${AS_OF}) * 1000)::bigint AS "asOf"
     FROM cases c JOIN portfolios p ON p.id = c.portfolio_id JOIN creditors k ON k.id = c.creditor_id WHERE c.id = $1`,
    [
      caseId,
      asOf !== undefined && 'instant' in asOf ? asOf.instant : null,
      asOf !== undefined && 'date' in asOf ? asOf.date : null,
    ],
  );
  return rows[0] ?? null;
}

/** Of messages m. */
export const CASE_REFS = `ARRAY(SELECT c.ref FROM unnest(m.case_ids) WITH ORDINALITY AS o(id, place)
  JOIN cases c ON c.id = o.id ORDER BY o.place) AS "caseRefs"`;

/** Business time of a decision, epoch milliseconds: its row is dated by the machine's. */
const DECIDED_AT = `(d.record #>> '{facts,at}')::float8`;
/** Of a message for several cases, what was decided of this one; also when the message was no longer of it in the end. */
const OF_THE_CASE = `
  FROM messages m JOIN decisions d ON d.message_id = m.id
  WHERE m.shard = $1 AND m.person_id = $2 AND coalesce((d.record ->> 'caseId')::uuid = $3, $3 = ANY(m.case_ids))`;

/** The messages that were decided about by then, each with its last decision. */
export async function readDecidedBy(
  db: Queryable,
  { shard, personId, caseId, asOf }: CaseAsOf,
): Promise<DecidedRow[]> {
  const { rows } = await db.query<DecidedRow & Record<string, unknown>>(
    `WITH decided AS (
       SELECT d.id, d.leg_no AS "legNo", d.record, ${DECIDED_AT} AS at, m.id AS "messageId", m.case_ids AS "caseIds",
         ${CASE_REFS}, m.purpose, m.family, m.status, m.status_reason AS "statusReason", ${iso('m.created_at')} AS "createdAt",
         row_number() OVER (PARTITION BY m.id ORDER BY d.recorded_at, d.id)::int AS "decisionNo",
         count(*) OVER (PARTITION BY m.id)::int AS decisions ${OF_THE_CASE}
     ), last AS (
       SELECT DISTINCT ON ("messageId") *, decisions - "decisionNo" AS "laterDecisions"
       FROM decided WHERE at <= $4 ORDER BY "messageId", "decisionNo" DESC
     ) SELECT * FROM last ORDER BY at, id`,
    [shard, personId, caseId, asOf],
  );
  return rows;
}

/** Where the decisions about a case begin. */
interface Ends {
  /** When the first was made, epoch milliseconds; null when there is none. */
  first: number | null;
  /** Instant up to which there may be others in an archive; null when there can be none. */
  archivedBefore: string | null;
}

export async function readEnds(db: Queryable, { shard, personId, caseId }: CaseAsOf): Promise<Ends> {
  const { rows } = await db.query<Ends & Record<string, unknown>>(
    `WITH planned AS (
       SELECT min(m.created_at) AS first FROM messages m WHERE m.shard = $1 AND m.person_id = $2 AND $3 = ANY(m.case_ids)
     ) SELECT (SELECT min(${DECIDED_AT}) ${OF_THE_CASE}) AS first, ${archivedBefore('planned.first')} AS "archivedBefore"
     FROM planned`,
    [shard, personId, caseId],
  );
  return rows[0] ?? { first: null, archivedBefore: null };
}

/** SQL for the end of the newest archived month, as the API writes it; null when all were over at an instant. */
export function archivedBefore(instant: string): string {
  const end = (month: string): string => `((${month} + interval '1 month') AT TIME ZONE 'UTC')`;
  return `(SELECT ${iso(end('max(a.month)'))} FROM archived_months a WHERE ${end('a.month')} > ${instant})`;
}

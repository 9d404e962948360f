import type { CandidateCase, CandidateQuery } from '#contracts';
import { type CaseFacts, type CaseHistory, endsForGood, type PromiseState, type Stage } from '#domain';
import type { Queryable } from '../database.js';
import { CASE_DATES } from './case-dates.sql.js';
import { caseHistory } from './case-history.sql.js';
import { caseRest, REST_UNTIL } from './case-rest.sql.js';
import { promiseState } from './promise-state.sql.js';

interface Row {
  id: string;
  person_id: string;
  shard: number;
  entry: number;
  currency: string;
  kind: 'consumer' | 'business';
  language: string;
  balance_minor: number;
  stage: Stage | null;
  due_date: string;
  zone: string;
  promise: PromiseState;
  last_payment_at: Date | null;
  attributes: Record<string, string>;
  history: CaseHistory | null;
  rest: Pick<CaseFacts, 'outreachParked' | 'parkedUntil' | 'underAgreement'> | null;
  dates: CaseFacts['dates'] | null;
}

const HISTORY = caseHistory({ caseId: 'c.id', shard: 'c.shard', personId: 'c.person_id', campaignId: '$1' });
const REST = `(
  SELECT json_build_object('outreachParked', h.held OR x.escalated, 'underAgreement', h.agreed,
    'parkedUntil', (extract(epoch FROM ${REST_UNTIL}) * 1000)::float8)
  FROM (VALUES (1)) AS one ${caseRest({ caseId: 'c.id', personId: 'c.person_id', now: '$6' })})`;

/** @param entry SQL for which entry it would be, of cases c that may enter by the condition `may` */
const CANDIDATES = (entry: string, from: string, may: string): string => `
  SELECT c.id, c.person_id, c.shard, ${entry} AS entry, c.currency, d.kind, d.language, c.balance_minor, c.stage, c.due_date,
         coalesce(d.zone, p.zone) AS zone, ${promiseState('c.id')} AS promise, c.last_payment_at, c.attributes,
         CASE WHEN $5 THEN ${HISTORY} END AS history, CASE WHEN $6::float8 IS NOT NULL THEN ${REST} END AS rest,
         CASE WHEN $5 AND $6 IS NOT NULL THEN ${CASE_DATES} END AS dates
  FROM cases c JOIN debtors d ON d.id = c.debtor_id JOIN portfolios p ON p.id = c.portfolio_id ${from}
  WHERE c.status = 'open' AND c.id > coalesce($2, '00000000-0000-0000-0000-000000000000'::uuid)
    AND ($4::uuid[] IS NULL OR c.id = ANY($4)) AND ${may}
  ORDER BY c.id LIMIT $3`;

const ONCE = CANDIDATES(
  '1',
  '',
  'NOT EXISTS (SELECT FROM enrolments e WHERE e.case_id = c.id AND e.campaign_id = $1)',
);

const AGAIN = CANDIDATES(
  'coalesce(last.entry, 0) + 1',
  `LEFT JOIN LATERAL (
     SELECT e.entry, e.status, e.ended_at, e.end_reason FROM enrolments e
     WHERE e.case_id = c.id AND e.campaign_id = $1 ORDER BY e.entry DESC LIMIT 1
   ) last ON true`,
  `(last.entry IS NULL OR last.status = 'ended' AND last.ended_at < to_timestamp($7::float8 / 1000)
    AND last.entry <= $8 AND last.end_reason <> ALL($9))`,
);

/** Open cases that may enter a campaign, in id order. */
export async function readCandidates(
  db: Queryable,
  { campaignId, after, limit, caseIds, history, outlookAt, again }: CandidateQuery,
): Promise<CandidateCase[]> {
  const values = [campaignId, after, limit, caseIds ?? null, history, outlookAt ?? null];
  const { rows } = await (again === null
    ? db.query<Row>(ONCE, values)
    : db.query<Row>(AGAIN, [...values, again.endedBefore, again.atMost, endsForGood]));
  return rows.map((row) => ({
    caseId: row.id,
    personId: row.person_id,
    shard: row.shard,
    entry: row.entry,
    dueDate: row.due_date,
    zone: row.zone,
    ...(row.rest !== null && { outlook: { ...row.rest, ...(row.dates !== null && { dates: row.dates }) } }),
    facts: {
      currency: row.currency,
      kind: row.kind,
      language: row.language,
      balanceMinor: row.balance_minor,
      status: 'open',
      stage: row.stage ?? 'pre_due',
      promise: row.promise,
      lastPaymentAt: row.last_payment_at?.getTime() ?? null,
      attributes: row.attributes,
      ...(row.history !== null && { history: row.history }),
    },
  }));
}

import type { CaseFacts, EnrolmentState, LastMessage, PromiseState, Stage } from '#domain';
import type { Queryable } from '../database.js';
import { askedHandOff } from '../hand-offs/asked-hand-off.sql.js';
import { CASE_DATES } from './case-dates.sql.js';
import { caseHistory } from './case-history.sql.js';
import { caseRest, REST_UNTIL } from './case-rest.sql.js';
import { promiseState } from './promise-state.sql.js';

/** One enrolment that is due, locked by the transaction that claimed it, with the facts the cadence may know. */
export interface DueEnrolment {
  id: string;
  shard: number;
  caseId: string;
  personId: string;
  debtorId: string;
  creditorId: string;
  campaignId: string;
  versionId: string;
  state: EnrolmentState;
  facts: CaseFacts;
}

interface Row {
  id: string;
  shard: number;
  case_id: string;
  person_id: string;
  debtor_id: string;
  creditor_id: string;
  campaign_id: string;
  version_id: string;
  state: EnrolmentState;
  first_delivered_at: Date | null;
  last_response_at: Date | null;
  last_message: LastMessage | null;
  due_date: string;
  stage: Stage | null;
  balance_minor: number;
  last_payment_at: Date | null;
  status: 'verifying' | 'open' | 'closed';
  kind: 'consumer' | 'business';
  language: string;
  zone: string;
  attributes: Record<string, string>;
  parked: boolean;
  parked_until: Date | null;
  agreed: boolean;
  promise: PromiseState;
  hand_off: CaseFacts['handOff'];
}

/**
 * Claims by (shard, due time), skipping what another process holds. The rows are found by the index on
 * (shard, due_at) alone, so the cost follows what is due, never what exists.
 */
const CLAIM = `
  WITH due AS MATERIALIZED (
    SELECT e.* FROM generate_series(0, 63) AS s(shard)
    CROSS JOIN LATERAL (
      SELECT id, shard, case_id, person_id, campaign_id, version_id, state,
             first_delivered_at, last_response_at, last_message
      FROM enrolments
      WHERE shard = s.shard AND due_at <= to_timestamp($1::float8 / 1000)
      ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ) e
  )
  SELECT due.*, c.*, (h.held OR x.escalated) AS parked, ${REST_UNTIL} AS parked_until,
    h.agreed, ${promiseState('due.case_id')} AS promise, ${askedHandOff('due.id')} AS hand_off
  FROM due
  CROSS JOIN LATERAL (
    SELECT c.debtor_id, c.creditor_id, c.due_date, c.stage, c.balance_minor, c.last_payment_at, c.status,
           c.debtor_kind AS kind, c.debtor_language AS language, coalesce(c.debtor_zone, p.zone) AS zone, c.attributes
    FROM cases c JOIN portfolios p ON p.id = c.portfolio_id
    WHERE c.id = due.case_id LIMIT 1
  ) c
  ${caseRest({ caseId: 'due.case_id', personId: 'due.person_id', now: '$1' })}`;

/** Locks and reads up to perShard due enrolments of each shard; now is business time in epoch ms. */
export async function claimDueEnrolments(
  tx: Queryable,
  now: number,
  perShard: number,
): Promise<DueEnrolment[]> {
  const { rows } = await tx.query<Row>({
    name: 'claim-due-enrolments',
    text: CLAIM,
    values: [now, perShard],
  });
  return rows.map(toDueEnrolment);
}

const PAST = `
  SELECT e.id, ${caseHistory({ caseId: 'e.case_id', shard: 'e.shard', personId: 'e.person_id', campaignId: 'e.campaign_id' })} AS history,
    ${CASE_DATES} AS dates
  FROM enrolments e JOIN cases c ON c.id = e.case_id WHERE e.id = ANY($1)`;

/** What only a look into the past of these enrolments' cases tells, by the enrolments' ids. */
export async function readPast(
  tx: Queryable,
  ids: readonly string[],
): Promise<Map<string, Required<Pick<CaseFacts, 'history' | 'dates'>>>> {
  if (ids.length === 0) return new Map();
  const { rows } = await tx.query<{ id: string } & Required<Pick<CaseFacts, 'history' | 'dates'>>>({
    name: 'past-of-due',
    text: PAST,
    values: [ids],
  });
  return new Map(rows.map(({ id, history, dates }) => [id, { history, dates }]));
}

function toDueEnrolment(row: Row): DueEnrolment {
  return {
    id: row.id,
    shard: row.shard,
    caseId: row.case_id,
    personId: row.person_id,
    debtorId: row.debtor_id,
    creditorId: row.creditor_id,
    campaignId: row.campaign_id,
    versionId: row.version_id,
    state: row.state,
    facts: {
      dueDate: row.due_date,
      zone: row.zone,
      balanceMinor: row.balance_minor,
      status: row.status === 'closed' ? 'closed' : 'open',
      stage: row.stage ?? 'pre_due',
      language: row.language,
      kind: row.kind,
      outreachParked: row.parked || row.status === 'verifying',
      underAgreement: row.agreed,
      parkedUntil: row.parked_until?.getTime() ?? null,
      firstDeliveredAt: row.first_delivered_at?.getTime() ?? null,
      lastResponseAt: row.last_response_at?.getTime() ?? null,
      lastMessage: row.last_message,
      lastPaymentAt: row.last_payment_at?.getTime() ?? null,
      promise: row.promise,
      handOff: row.hand_off,
      attributes: row.attributes,
      subject: row.person_id,
    },
  };
}

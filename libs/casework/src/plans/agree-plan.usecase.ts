import type { CaseRecord, CaseworkTransaction, PlanRecord } from '#contracts';
import {
  type AgreedInstalment,
  planStanding,
  type ScheduleFault,
  scheduleFaults,
  termsInForce,
} from '#domain';
import { CreditorDays } from '../agreements/creditor-days.js';
import { placeAgreementHold } from '../agreements/place-agreement-hold.js';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import { type Invalid, type NotFound, invalid, notFound } from '../desk/results.js';
import { holdReasons } from '../holds/hold-reasons.js';
import { endPromise } from '../promises/end-promise.js';
import { endPlan } from './end-plan.js';
import { nextOf } from './settle-plan.js';

export interface AgreePlan {
  caseId: string;
  /** Of this creditor; absent: whoever's case it is. */
  creditorId?: string;
  /** The creditor's own number of the plan. */
  ref: string | null;
  /** Currency of the amounts; absent: the case's. */
  currency?: string;
  instalments: readonly AgreedInstalment[];
  actor: string;
  /** Say what would happen, and write nothing. */
  dryRun?: boolean;
}

export type AgreePlanResult =
  /** `planId` is null where nothing was written. */
  | { kind: 'ok'; planId: string | null; cancelled: number }
  | { kind: 'alreadyDone'; planId: string }
  | { kind: 'faulty'; faults: ScheduleFault[] }
  | Invalid
  | NotFound;

/**
 * The creditor's system tells of a plan of instalments that was agreed: outreach pauses but for a reminder of each
 * instalment. The same plan told again is one plan; another replaces it, and a promise that stands, since the creditor
 * has the last word on what was agreed.
 */
export async function agreePlan(desk: Desk, command: AgreePlan): Promise<AgreePlanResult> {
  return onCase<AgreePlanResult>(desk, command.caseId, async (tx, record) => {
    if (command.creditorId !== undefined && record.creditorId !== command.creditorId) return notFound;
    if (record.status === 'closed') return invalid('case-closed');
    if (command.currency !== undefined && command.currency !== record.currency) {
      return invalid('currency-differs');
    }
    const [running] = await tx.activePlans([record.id]);
    if (running !== undefined && isSame(running, command)) return { kind: 'alreadyDone', planId: running.id };
    return agree(desk, tx, record, running, command);
  });
}

async function agree(
  desk: Desk,
  tx: CaseworkTransaction,
  record: CaseRecord,
  running: PlanRecord | undefined,
  command: AgreePlan,
): Promise<AgreePlanResult> {
  const at = desk.clock.now();
  const calendar = (await tx.creditorCalendars([record.creditorId])).get(record.creditorId);
  if (calendar === undefined) throw new Error(`no creditor ${record.creditorId}`);
  const days = new CreditorDays(desk.calendar, calendar);
  const today = days.dayOf(at);
  const faults = scheduleFaults(command.instalments, record.balanceMinor, today);
  if (faults.length > 0) return { kind: 'faulty', faults };
  if (command.dryRun === true) return { kind: 'ok', planId: null, cancelled: 0 };

  const records = new Records(command.actor, at);
  let cancelled = 0;
  if (running !== undefined) cancelled += await endPlan(tx, running, record, records, 'replaced', at);
  for (const promise of await tx.standingPromises([record.id])) {
    if (promise.endedAt !== null) continue;
    cancelled += await endPromise(tx, promise, record, records, 'replaced', at, 'plan-agreed');
  }
  const holdId = await placeAgreementHold(tx, record, records, holdReasons.plan, at);
  const plan: PlanRecord = {
    id: businessId(at),
    caseId: record.id,
    personId: record.personId,
    creditorId: record.creditorId,
    ref: command.ref,
    currency: record.currency,
    totalMinor: command.instalments.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    terms: termsInForce(await tx.agreementTerms(), calendar.ref, today).plans,
    paidBeforeMinor: (await tx.moneyOf([record.id])).get(record.id)?.paidMinor ?? 0,
    holdId,
    status: 'active',
    agreedAt: at,
    completedAt: null,
    brokenAt: null,
    endedAt: null,
    endReason: null,
    nextAt: null,
    instalments: command.instalments.map(({ dueOn, amountMinor }, index) => {
      return { number: index + 1, dueOn, amountMinor, remindedAt: null, noticedOn: null, paidAt: null };
    }),
  };
  const nothingPaid = { paidMinor: 0, payments: [] };
  const standing = planStanding(plan.instalments, nothingPaid, today, plan.terms, days.isHoliday);
  await tx.addPlan({ ...plan, nextAt: nextOf(plan, standing, days, at) });
  const { id, ref, totalMinor, currency, instalments } = plan;
  records
    .event(record, 'plan.agreed', { plan: id, ref, totalMinor, currency, instalments: instalments.length })
    .audited('plan.agree', 'case', record.id, { plan: id });
  await tx.record(records);
  return { kind: 'ok', planId: id, cancelled };
}

function isSame(running: PlanRecord, { ref, instalments }: AgreePlan): boolean {
  return (
    running.ref === ref &&
    running.instalments.length === instalments.length &&
    running.instalments.every(
      ({ dueOn, amountMinor }, index) =>
        instalments[index]?.dueOn === dueOn && instalments[index].amountMinor === amountMinor,
    )
  );
}

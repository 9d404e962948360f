import type { CaseRecord, CaseworkTransaction, PromiseRecord, PromiseSource } from '#contracts';
import { DAY_MS, type PromiseRefusal, takePromise, termsInForce } from '#domain';
import { CreditorDays } from '../agreements/creditor-days.js';
import { placeAgreementHold } from '../agreements/place-agreement-hold.js';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { type DebtorAct, Records } from '../desk/records.js';
import { holdReasons } from '../holds/hold-reasons.js';
import { endPromise } from './end-promise.js';

export interface PromiseToPay {
  caseId: string;
  /** Minor units of the case's currency, or all that is owed. */
  amount: number | 'balance';
  /** ISO date; it ends at midnight in the creditor's zone. */
  by: string;
  source: PromiseSource;
  /** Business instant, epoch ms. */
  now: number;
  /** Under whose name it goes into the record; the debtor's when absent. */
  actor?: string;
  /** Where the debtor said so. */
  act?: DebtorAct;
}

export type PromiseToPayResult =
  { outcome: 'promised'; id: string } | ({ outcome: 'refused' } & PromiseRefusal);

const refused = (refusal: PromiseRefusal): PromiseToPayResult => ({ outcome: 'refused', ...refusal });

/**
 * The debtor promises to pay an amount by a date: outreach pauses until the date and its days of grace are over. Said
 * twice, it is one promise; another amount or date replaces the promise that stands, and counts as one more. Of a case
 * that does not exist nothing can be promised, as of one that is closed.
 * @throws RangeError when `by` is no ISO date
 */
export async function promiseToPay(desk: Desk, command: PromiseToPay): Promise<PromiseToPayResult> {
  const result = await onCase(desk, command.caseId, (tx, record) => take(desk, tx, record, command));
  return 'outcome' in result ? result : refused({ reason: 'closed' });
}

async function take(
  desk: Desk,
  tx: CaseworkTransaction,
  record: CaseRecord,
  command: PromiseToPay,
): Promise<PromiseToPayResult> {
  const { now: at, source } = command;
  const [calendars, allTerms, standing, made, plans, money] = await Promise.all([
    tx.creditorCalendars([record.creditorId]),
    tx.agreementTerms(),
    tx.standingPromises([record.id]),
    tx.promisesMade(record.id),
    tx.activePlans([record.id]),
    tx.moneyOf([record.id]),
  ]);
  const calendar = calendars.get(record.creditorId);
  if (calendar === undefined) throw new Error(`no creditor ${record.creditorId}`);
  const days = new CreditorDays(desk.calendar, calendar);
  const today = days.dayOf(at);
  const { promises: terms } = termsInForce(allTerms, calendar.ref, today);
  const active = standing.find((promise) => promise.status === 'active');
  if (active !== undefined && isSame(active, command, record)) return { outcome: 'promised', id: active.id };
  const taken = takePromise(
    command,
    {
      closed: record.status === 'closed',
      balanceMinor: record.balanceMinor,
      today,
      made: made.filter((instant) => instant >= at - terms.withinDays * DAY_MS).length,
      planRuns: plans.length > 0,
    },
    terms,
    days.isHoliday,
  );
  if ('refused' in taken) return refused(taken.refused);

  const actor = command.actor ?? 'debtor';
  const records = new Records(actor, at);
  // One that was broken and still waited for its agent is overtaken by the new word as well.
  const before = standing.filter((promise) => promise.endedAt === null);
  for (const promise of before) await endPromise(tx, promise, record, records, 'replaced', at);
  const holdId = await placeAgreementHold(tx, record, records, holdReasons.promise, at);
  const settleAt = days.endOf(taken.deadline);
  const remindAt = taken.remindOn === null ? null : days.morningOf(taken.remindOn);
  const promise: PromiseRecord = {
    id: businessId(at),
    caseId: record.id,
    personId: record.personId,
    creditorId: record.creditorId,
    amountMinor: taken.amountMinor,
    currency: record.currency,
    by: taken.by,
    deadline: taken.deadline,
    source,
    terms,
    paidBeforeMinor: money.get(record.id)?.paidMinor ?? 0,
    holdId,
    status: 'active',
    madeAt: at,
    remindAt,
    remindedAt: null,
    settleAt,
    keptAt: null,
    brokenAt: null,
    madeGoodAt: null,
    escalateAt: null,
    endedAt: null,
    endReason: null,
    nextAt: remindAt ?? settleAt,
  };
  await tx.addPromise(promise);
  tell(records, record, promise, command);
  await tx.record(records);
  return { outcome: 'promised', id: promise.id };
}

function isSame(active: PromiseRecord, { amount, by }: PromiseToPay, record: CaseRecord): boolean {
  return active.by === by && active.amountMinor === (amount === 'balance' ? record.balanceMinor : amount);
}

function tell(records: Records, record: CaseRecord, promise: PromiseRecord, command: PromiseToPay): void {
  const { id, amountMinor, currency, by, deadline, source } = promise;
  const detail = { promise: id, amountMinor, currency, by, deadline, source };
  records.event(record, 'promise.made', detail);
  const act = command.act ?? { channel: source === 'agent' ? null : source };
  records.did(record.personId, record.id, 'promise', act, { promise: id, source });
  records.audited('promise.make', 'case', record.id, { promise: id, source });
}

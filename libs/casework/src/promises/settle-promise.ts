import type { CaseRecord, PromiseRecord } from '#contracts';
import { isMadeGood, judgePromise } from '#domain';
import type { AgreementContext } from '../agreements/agreement-context.js';
import type { Consequences } from '../agreements/consequences.js';
import { holdReasons } from '../holds/hold-reasons.js';

/** Reason of the escalation that a broken promise leads to. */
const ESCALATION_REASON = 'promise-broken';

/**
 * Judges a promise as things stand and gathers what follows; answers how it stands then, or null when nothing changed.
 * Done again at any time, it does nothing twice.
 * @param occasion `money`: something was paid, which only ever does a promise good; `due`: its time has come
 */
export function settlePromise(
  promise: PromiseRecord,
  record: CaseRecord,
  context: AgreementContext,
  then: Consequences,
  occasion: 'money' | 'due',
): PromiseRecord | null {
  const { at } = then;
  const money = context.moneySince(record.id, promise.paidBeforeMinor);
  const verdict = judgePromise(promise, money, context.days(record.creditorId).dayOf(at));
  if (verdict === 'kept') return keep(promise, record, then);
  if (promise.endedAt !== null) return promise.nextAt === null ? null : { ...promise, nextAt: null };
  if (isMadeGood(promise, money)) return makeGood(promise, record, then);
  if (occasion === 'money') return null;
  if (verdict === 'open') return remind(promise, record, context, then);
  return promise.status === 'broken'
    ? escalate(promise, record, context, then)
    : breakUp(promise, record, context, then);
}

/** Money that was paid in time keeps a promise, also one that was taken for broken before the money was booked. */
export function keep(promise: PromiseRecord, record: CaseRecord, then: Consequences): PromiseRecord {
  const { at } = then;
  then.event(record, 'promise.kept', { promise: promise.id, amountMinor: promise.amountMinor });
  if (promise.endedAt === null) then.release(record, promise.holdId, holdReasons.promise);
  const over = { keptAt: at, brokenAt: null, madeGoodAt: null, escalateAt: null };
  return { ...promise, ...over, status: 'kept', endedAt: promise.endedAt ?? at, nextAt: null };
}

/** The money came, after the deadline: nobody asks for it any more. */
function makeGood(promise: PromiseRecord, record: CaseRecord, then: Consequences): PromiseRecord {
  const { at } = then;
  if (promise.status === 'active') then.event(record, 'promise.broken', { promise: promise.id });
  then.event(record, 'promise.made_good', { promise: promise.id });
  then.release(record, promise.holdId, holdReasons.promise);
  const over = { madeGoodAt: at, endedAt: at, escalateAt: null, nextAt: null };
  return { ...promise, ...over, status: 'broken', brokenAt: promise.brokenAt ?? at };
}

function remind(
  promise: PromiseRecord,
  record: CaseRecord,
  context: AgreementContext,
  then: Consequences,
): PromiseRecord {
  const { at } = then;
  const wanted = promise.remindAt !== null && promise.remindedAt === null && promise.remindAt <= at;
  const inTime = context.days(record.creditorId).dayOf(at) <= promise.by;
  const said = wanted && inTime && context.rests(record).length === 0;
  if (said) then.say(words(promise, record, 'reminder'));
  return { ...promise, remindedAt: said ? at : promise.remindedAt, nextAt: nextOf(promise, at) };
}

function nextOf({ remindAt, settleAt }: PromiseRecord, at: number): number {
  return remindAt !== null && remindAt > at ? remindAt : settleAt;
}

/**
 * The deadline is over and the money is missing: one notice, and an agent some days later. While an agent has the case
 * it is theirs to speak; where something graver came in between (a dispute, a breathing space, a stop), the promise is
 * overtaken, neither kept nor broken.
 */
function breakUp(
  promise: PromiseRecord,
  record: CaseRecord,
  context: AgreementContext,
  then: Consequences,
): PromiseRecord {
  const { at } = then;
  const rests = context.rests(record);
  if (rests.some((reason) => reason !== 'escalated')) return overtake(promise, record, then, rests);
  then.event(record, 'promise.broken', { promise: promise.id, amountMinor: promise.amountMinor });
  if (rests.length > 0) {
    then.release(record, promise.holdId, holdReasons.promise);
    return { ...promise, status: 'broken', brokenAt: at, endedAt: at, nextAt: null };
  }
  then.say(words(promise, record, 'broken'));
  const days = context.days(record.creditorId);
  const escalateAt = days.businessDaysAfter(at, promise.terms.escalateAfterBusinessDays);
  return { ...promise, status: 'broken', brokenAt: at, escalateAt, nextAt: escalateAt };
}

function overtake(
  promise: PromiseRecord,
  record: CaseRecord,
  then: Consequences,
  by: readonly string[],
): PromiseRecord {
  then.event(record, 'promise.cancelled', { promise: promise.id, reason: 'overtaken', by });
  then.release(record, promise.holdId, holdReasons.promise);
  return { ...promise, status: 'cancelled', endedAt: then.at, endReason: 'overtaken', nextAt: null };
}

/** The notice brought no money: an agent takes over, and with them the case rests, so that the promise's hold goes. */
function escalate(
  promise: PromiseRecord,
  record: CaseRecord,
  context: AgreementContext,
  then: Consequences,
): PromiseRecord {
  const { at } = then;
  if (promise.escalateAt !== null && promise.escalateAt > at)
    return { ...promise, nextAt: promise.escalateAt };
  if (context.rests(record).length === 0) {
    const origin = `promise:${promise.id}`;
    then.ask(record, { reason: ESCALATION_REASON, priority: 'normal', origin });
  }
  then.release(record, promise.holdId, holdReasons.promise);
  return { ...promise, endedAt: at, nextAt: null };
}

function words(promise: PromiseRecord, record: CaseRecord, occasion: 'reminder' | 'broken') {
  return {
    record,
    originKey: `promise:${promise.id}:${occasion}`,
    family: `promise-${occasion}` as const,
    underHold: promise.holdId,
    about: { promiseId: promise.id },
  };
}

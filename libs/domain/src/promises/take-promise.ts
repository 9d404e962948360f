import type { PromiseTerms } from '../agreements/agreement-terms.js';
import { addBusinessDays } from '../calendar/business-days.js';
import type { HolidayLookup } from '../calendar/calendar.js';
import { isoDateOf, requireIsoDate } from '../calendar/civil-date.js';

/** Why a promise is not taken. */
export type PromiseRefusal =
  /** The case has had as many as the terms take, or a plan of instalments is running on it. */
  | 'too-many'
  /** Its date is over, or further ahead than the terms take. */
  | 'too-late'
  /** The case is closed. */
  | 'closed'
  /** Nothing, more than is owed, or less than the least part. */
  | 'amount';

export interface PromiseAsked {
  /** Minor units, or all that is owed. */
  readonly amount: number | 'balance';
  /** ISO date. */
  readonly by: string;
}

export interface PromiseFacts {
  readonly closed: boolean;
  readonly balanceMinor: number;
  /** Local day of the creditor, ISO date. */
  readonly today: string;
  /** Promises of the case within the terms' window, without those that were taken back as mistakes. */
  readonly made: number;
  readonly planRuns: boolean;
}

/** The promise as it is taken, with the days that matter to it (ISO dates). */
export interface PromiseTaken {
  readonly amountMinor: number;
  readonly by: string;
  readonly deadline: string;
  /** Null: it is too close to be reminded of. */
  readonly remindOn: string | null;
}

/** Whether a promise is taken, and what days follow from it. */
export function takePromise(
  asked: PromiseAsked,
  facts: PromiseFacts,
  terms: PromiseTerms,
  isHoliday: HolidayLookup,
): PromiseTaken | { readonly refused: PromiseRefusal } {
  const today = requireIsoDate(facts.today);
  const by = requireIsoDate(asked.by);
  if (facts.closed) return { refused: 'closed' };
  const amountMinor = asked.amount === 'balance' ? facts.balanceMinor : asked.amount;
  if (!isWorthTaking(amountMinor, facts.balanceMinor, terms)) return { refused: 'amount' };
  if (by < today || by > today + terms.latestDays) return { refused: 'too-late' };
  if (facts.planRuns || facts.made >= terms.most) return { refused: 'too-many' };
  return {
    amountMinor,
    by: asked.by,
    deadline: isoDateOf(afterGrace(by, terms.graceBusinessDays, isHoliday)),
    remindOn: reminderDay(today, by, terms),
  };
}

function isWorthTaking(amountMinor: number, balanceMinor: number, terms: PromiseTerms): boolean {
  if (!Number.isInteger(amountMinor) || amountMinor <= 0 || amountMinor > balanceMinor) return false;
  return amountMinor >= Math.min(balanceMinor, Math.ceil(balanceMinor * terms.leastShare));
}

/** The last day of grace: none leaves the day itself, be it a Sunday. */
export function afterGrace(day: number, businessDays: number, isHoliday: HolidayLookup): number {
  return businessDays === 0 ? day : addBusinessDays(day, businessDays, isHoliday);
}

/** As long before as the terms say, or less, but after the day of the promise: nobody is reminded of what they said today. */
function reminderDay(today: number, by: number, { remindDaysBefore }: PromiseTerms): string | null {
  const day = Math.max(by - remindDaysBefore, today + 1);
  return remindDaysBefore > 0 && day < by ? isoDateOf(day) : null;
}

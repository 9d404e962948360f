import type { PromiseTerms } from '../agreements/agreement-terms.js';
import { addBusinessDays } from '../calendar/business-days.js';
import type { HolidayLookup } from '../calendar/calendar.js';
import { isoDateOf, requireIsoDate } from '../calendar/civil-date.js';

/** Why a promise is not taken, and the limit that it meets: a number of promises, minor units, or a day (ISO date). */
export type PromiseRefusal =
  /** The case has had as many as the terms take. */
  | { readonly reason: 'too-many'; readonly limit: number }
  /** The date is over: earlier than this day. */
  | { readonly reason: 'date-over'; readonly limit: string }
  /** The date is later than the last day that the terms take. */
  | { readonly reason: 'date-too-far'; readonly limit: string }
  | { readonly reason: 'more-than-owed'; readonly limit: number }
  /** Less than the least part. */
  | { readonly reason: 'too-little'; readonly limit: number }
  /** The amount is nothing or no whole number; a plan of instalments is running on the case; the case is closed. */
  | { readonly reason: 'no-amount' | 'plan-runs' | 'closed' };

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
  if (facts.closed) return { refused: { reason: 'closed' } };
  const amountMinor = asked.amount === 'balance' ? facts.balanceMinor : asked.amount;
  const refused =
    refusedAmount(amountMinor, facts.balanceMinor, terms) ??
    refusedDay(by, today, terms) ??
    refusedBeside(facts, terms);
  if (refused !== null) return { refused };
  return {
    amountMinor,
    by: asked.by,
    deadline: isoDateOf(afterGrace(by, terms.graceBusinessDays, isHoliday)),
    remindOn: reminderDay(today, by, terms),
  };
}

function refusedAmount(
  amountMinor: number,
  balanceMinor: number,
  { leastShare }: PromiseTerms,
): PromiseRefusal | null {
  if (!Number.isInteger(amountMinor) || amountMinor <= 0) return { reason: 'no-amount' };
  if (amountMinor > balanceMinor) return { reason: 'more-than-owed', limit: balanceMinor };
  const least = Math.min(balanceMinor, Math.ceil(balanceMinor * leastShare));
  return amountMinor < least ? { reason: 'too-little', limit: least } : null;
}

function refusedDay(by: number, today: number, { latestDays }: PromiseTerms): PromiseRefusal | null {
  if (by < today) return { reason: 'date-over', limit: isoDateOf(today) };
  const latest = today + latestDays;
  return by > latest ? { reason: 'date-too-far', limit: isoDateOf(latest) } : null;
}

function refusedBeside({ planRuns, made }: PromiseFacts, { most }: PromiseTerms): PromiseRefusal | null {
  if (planRuns) return { reason: 'plan-runs' };
  return made >= most ? { reason: 'too-many', limit: most } : null;
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

import { type AgreedMoney, paidBy } from '../agreements/agreed-money.js';
import type { PlanTerms } from '../agreements/agreement-terms.js';
import type { HolidayLookup } from '../calendar/calendar.js';
import { isoDateOf, requireIsoDate } from '../calendar/civil-date.js';
import { afterGrace } from '../promises/take-promise.js';
import type { AgreedInstalment } from './check-schedule.js';

/** An instalment of a running plan. */
export interface RunningInstalment extends AgreedInstalment {
  /** From 1. */
  readonly number: number;
  /** Local day on which its debtor was told that it is missing; null while nobody was. */
  readonly noticedOn: string | null;
}

export interface InstalmentStanding {
  readonly number: number;
  /** What the money paid so far comes to for this one, and what is left of it; minor units. */
  readonly paidMinor: number;
  readonly leftMinor: number;
  /** The day of grace is over and something is left. */
  readonly missed: boolean;
  /** Last day of grace; ISO date. */
  readonly graceEnds: string;
  /** Last day on which a missed one is made good; null before its notice. */
  readonly cureEnds: string | null;
}

export interface PlanStanding {
  /** Never both: what is broken is not completed by money that comes later. */
  readonly state: 'running' | 'completed' | 'broken';
  readonly instalments: readonly InstalmentStanding[];
  /** Paid beyond the plan, minor units. */
  readonly beyondMinor: number;
}

/**
 * How a plan stands on a local day of the creditor. Money pays the instalments in their order, whatever it was meant
 * for. Pure: the same schedule, payments and day give the same answer, in whatever order the payments became known.
 * A plan breaks only after the notice of a missed instalment, once its time to cure is over.
 */
export function planStanding(
  schedule: readonly RunningInstalment[],
  money: AgreedMoney,
  today: string,
  terms: PlanTerms,
  isHoliday: HolidayLookup,
): PlanStanding {
  let left = money.paidMinor;
  let owedSoFar = 0;
  let broken = false;
  const instalments = schedule.map(({ number, dueOn, amountMinor, noticedOn }): InstalmentStanding => {
    const paidMinor = Math.min(left, amountMinor);
    left -= paidMinor;
    owedSoFar += amountMinor;
    const graceEnds = isoDateOf(afterGrace(requireIsoDate(dueOn), terms.graceBusinessDays, isHoliday));
    const cureEnds = noticedOn === null ? null : isoDateOf(requireIsoDate(noticedOn) + terms.cureDays);
    if (cureEnds !== null && today > cureEnds && paidBy(money, cureEnds) < owedSoFar) broken = true;
    const leftMinor = amountMinor - paidMinor;
    return { number, paidMinor, leftMinor, missed: leftMinor > 0 && today > graceEnds, graceEnds, cureEnds };
  });
  const state = broken ? 'broken' : money.paidMinor >= owedSoFar ? 'completed' : 'running';
  return { state, instalments, beyondMinor: left };
}

import { civilDateOf, epochDayOf, isoDateOf, requireIsoDate } from '../../calendar/civil-date.js';
import { type Known, known, notKnown } from './known.js';
import type { LateRates } from './late-rates.js';
import type { LimitationClaim } from './late-rates.schema.js';

export interface Limitation {
  /** First day on which the claim is barred, ISO date. */
  readonly barredOn: string;
  readonly years: number;
  readonly source: string;
}

/**
 * When a claim becomes time-barred, as long as nothing interrupts or suspends the term: no acknowledgement, no part
 * payment, no suit, no negotiation. Terms of two years and more end with the calendar year. The term is counted from the
 * due date itself, the earlier of two readings: nobody is asked for what might be barred.
 */
export function limitationOf(rates: LateRates, claim: LimitationClaim, dueDate: string): Known<Limitation> {
  const due = requireIsoDate(dueDate);
  const term = rates.file.limitation.terms.findLast(
    (each) => each.claim === claim && requireIsoDate(each.dueFrom) <= due,
  );
  if (term === undefined || !rates.isUsable(term.mark)) {
    return notKnown(`the term of limitation of claims "${claim}" due on ${dueDate}`);
  }
  const { year, month, day } = civilDateOf(due);
  const ends = year + term.years;
  // The 29th of February has no namesake in most years: its term ends with the month.
  const last = term.endOfYear
    ? epochDayOf(ends, 12, 31)
    : Math.min(epochDayOf(ends, month, 1) + day - 1, lastOfMonth(ends, month));
  return known({ barredOn: isoDateOf(last + 1), years: term.years, source: term.source });
}

function lastOfMonth(year: number, month: number): number {
  return (month === 12 ? epochDayOf(year + 1, 1, 1) : epochDayOf(year, month + 1, 1)) - 1;
}

import { daysPastDue } from '../days-past-due.js';
import { requireIsoDate } from '../../calendar/civil-date.js';
import { requireMinor } from '../money.js';
import { type Known, known } from './known.js';
import { halfYearOf, type LateDebtor, type LateRates } from './late-rates.js';

/** Hundredths of a percent that make up the whole. */
const WHOLE = 10_000n;
const DAYS_A_YEAR = 365n;

/** A stretch of days under one rate, both days included; percent in hundredths. */
export interface InterestPeriod {
  readonly from: number;
  readonly to: number;
  readonly percent: number;
}

export interface LateInterestOf {
  /** What is open, minor units; interest itself bears none. */
  readonly amountMinor: number;
  readonly dueDate: string;
  /** The day up to which interest is asked for, itself included. */
  readonly until: string;
  readonly debtor: LateDebtor;
}

/**
 * Statutory interest for late payment between businesses: simple, on what is open, by actual days over 365, from the
 * day after the due date. Rounded half up to a minor unit, once, at the end. 0 for what is not yet late.
 */
export function lateInterest(rates: LateRates, of: LateInterestOf): Known<number> {
  const periods = interestPeriods(rates, of);
  if (!periods.known) return periods;
  const amount = BigInt(requireMinor(of.amountMinor));
  if (amount < 0n) throw new RangeError('interest is reckoned on what is owed, which is never negative');
  const sum = periods.value.reduce(
    (total, { from, to, percent }) => total + amount * BigInt(percent) * BigInt(to - from + 1),
    0n,
  );
  return known(halfUp(sum, WHOLE * DAYS_A_YEAR));
}

/** The stretches of one rate between the due date and the day asked for. */
export function interestPeriods(
  rates: LateRates,
  { dueDate, until, debtor }: Omit<LateInterestOf, 'amountMinor'>,
): Known<readonly InterestPeriod[]> {
  const periods: InterestPeriod[] = [];
  if (daysPastDue(dueDate, until) <= 0) return known(periods);
  const last = requireIsoDate(until);
  for (let from = requireIsoDate(dueDate) + 1; from <= last;) {
    const percent = rates.businessPercentOn(from, debtor);
    if (!percent.known) return percent;
    const to = Math.min(last, halfYearOf(from).last);
    periods.push({ from, to, percent: percent.value });
    from = to + 1;
  }
  return known(periods);
}

/** A fraction of minor units that is not negative, rounded to a whole one, halves up. */
export function halfUp(numerator: bigint, denominator: bigint): number {
  return requireMinor(Number((2n * numerator + denominator) / (2n * denominator)));
}

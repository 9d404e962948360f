import { isoDateOf, requireIsoDate } from '../../calendar/civil-date.js';
import { requireMinor } from '../money.js';
import { type Known, known, notKnown } from './known.js';
import { lateCompensation, type LateCompensation } from './late-compensation.js';
import { halfUp, type InterestPeriod, interestPeriods } from './late-interest.js';
import type { LateRates } from './late-rates.js';

/** Who owes, for interest: consumers follow the reference rate from day to day, the others from half-year to half-year. */
export type InterestDebtor = 'consumer' | 'business' | 'public-health';

export interface ReckoningOf {
  /** What is open, minor units. */
  readonly amountMinor: number;
  readonly dueDate: string;
  /** The day up to which it is reckoned, itself included. */
  readonly until: string;
  readonly debtor: InterestDebtor;
}

/** One line of a calculation: so many days at one rate. */
export interface InterestLine {
  /** ISO dates, both included. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** Hundredths of a percent a year. */
  readonly percent: number;
  /** Not rounded, in ten-thousandths of a minor unit; only the sum of all lines is rounded. */
  readonly parts: number;
}

/** Interest and compensation, shown line by line. */
export interface Reckoning {
  readonly lines: readonly InterestLine[];
  /** Minor units, rounded half up once. */
  readonly interestMinor: number;
  /** Null where consumers owe, to whom the law gives none, and where nothing is late. */
  readonly compensation: LateCompensation | null;
}

const WHOLE = 10_000n;
const DAYS_A_YEAR = 365n;
const PARTS = 10_000n;

/** What may be claimed for a late payment, and how it comes about; or the entry that the tables lack. */
export function reckon(rates: LateRates, of: ReckoningOf): Known<Reckoning> {
  const periods = periodsOf(rates, of);
  if (!periods.known) return periods;
  const amount = BigInt(requireMinor(of.amountMinor));
  const weighed = periods.value.map(
    ({ from, to, percent }) => amount * BigInt(percent) * BigInt(to - from + 1),
  );
  const lines = periods.value.map(({ from, to, percent }, index): InterestLine => ({
    from: isoDateOf(from),
    to: isoDateOf(to),
    days: to - from + 1,
    percent,
    parts: halfUp((weighed[index] ?? 0n) * PARTS, WHOLE * DAYS_A_YEAR),
  }));
  const interestMinor = halfUp(
    weighed.reduce((sum, each) => sum + each, 0n),
    WHOLE * DAYS_A_YEAR,
  );
  const late = requireIsoDate(of.until) > requireIsoDate(of.dueDate);
  if (of.debtor === 'consumer' || !late) return known({ lines, interestMinor, compensation: null });
  const compensation = lateCompensation(rates, of);
  if (!compensation.known) return compensation;
  return known({ lines, interestMinor, compensation: compensation.value });
}

function periodsOf(
  rates: LateRates,
  { dueDate, until, debtor }: ReckoningOf,
): Known<readonly InterestPeriod[]> {
  return debtor === 'consumer'
    ? consumerPeriods(rates, dueDate, until)
    : interestPeriods(rates, { dueDate, until, debtor });
}

/** Stretches of one rate: the reference rate counts from the very day on which it changes. */
function consumerPeriods(rates: LateRates, dueDate: string, until: string): Known<readonly InterestPeriod[]> {
  const periods: InterestPeriod[] = [];
  const last = requireIsoDate(until);
  for (let day = requireIsoDate(dueDate) + 1; day <= last; day += 1) {
    const found = rates.consumerPercentOn(day);
    if (!found.known) return notKnown(found.missing);
    const percent = found.value.statutory;
    const current = periods.at(-1);
    if (current !== undefined && current.percent === percent)
      periods[periods.length - 1] = { ...current, to: day };
    else periods.push({ from: day, to: day, percent });
  }
  return known(periods);
}

import { civilDateOf, epochDayOf, isoDateOf, requireIsoDate } from '../../calendar/civil-date.js';
import { type Known, known, notKnown } from './known.js';
import type { CertaintyMark, LateRatesFile } from './late-rates.schema.js';

/** Who owes: on business debts of public health-care entities the law puts fewer points. */
export type LateDebtor = 'business' | 'public-health';

export interface LateRatesOptions {
  /** Counts entries marked L as well; only where no message can reach a debtor. */
  readonly acceptUnconfirmed?: boolean;
}

interface ReferenceEntry {
  readonly from: number;
  readonly percent: number;
  readonly mark: CertaintyMark;
}

/**
 * The dated rates of one country. Percents are hundredths of a percent a year, days are epoch days. What the table does
 * not say for certain is not known, and tells which entry is missing: never the nearest one.
 */
export class LateRates {
  private readonly reference: readonly ReferenceEntry[];
  private readonly confirmedThrough: number;
  private readonly euros: ReadonlyMap<string, { pln: number; mark: CertaintyMark }>;

  constructor(
    readonly file: LateRatesFile,
    private readonly options: LateRatesOptions = {},
  ) {
    const { entries, confirmedThrough } = file.referenceRate;
    this.reference = entries.map((entry) => ({ ...entry, from: requireIsoDate(entry.from) }));
    this.confirmedThrough = requireIsoDate(confirmedThrough);
    this.euros = new Map(file.euroRate.entries.map((entry) => [entry.month, entry]));
  }

  /** The central bank's reference rate in force on a day. */
  referenceOn(day: number): Known<number> {
    const entry = this.reference.findLast(({ from }) => from <= day);
    if (entry === undefined || day > this.confirmedThrough || !this.isUsable(entry.mark)) {
      return notKnown(`the reference rate in force on ${isoDateOf(day)}`);
    }
    return known(entry.percent);
  }

  /** Interest between businesses on a day: the reference rate of the half-year's first day, and the law's points. */
  businessPercentOn(day: number, debtor: LateDebtor): Known<number> {
    const { points, publicHealthPoints, mark } = this.file.businessInterest;
    if (!this.isUsable(mark)) return notKnown('the percentage points of interest between businesses');
    const reference = this.referenceOn(halfYearOf(day).first);
    if (!reference.known) return reference;
    return known(reference.value + (debtor === 'public-health' ? publicHealthPoints : points));
  }

  /** Interest for delay that a consumer owes on a day, and the most that may have been agreed. */
  consumerPercentOn(day: number): Known<{ statutory: number; cap: number }> {
    const { points, capFactor, mark } = this.file.consumerInterest;
    if (!this.isUsable(mark)) return notKnown('the percentage points of interest for delay');
    const reference = this.referenceOn(day);
    if (!reference.known) return reference;
    const statutory = reference.value + points;
    return known({ statutory, cap: statutory * capFactor });
  }

  /** What a euro of compensation is, in ten-thousandths, for a claim that fell due on this day. */
  euroFor(dueDay: number): Known<number> {
    const { year, month } = civilDateOf(dueDay);
    const before = isoDateOf(epochDayOf(year, month, 1) - 1).slice(0, 7);
    const entry = this.euros.get(before);
    if (entry === undefined || !this.isUsable(entry.mark)) {
      return notKnown(`the mid rate of the euro on the last business day of ${before}`);
    }
    return known(entry.pln);
  }

  isUsable(mark: CertaintyMark): boolean {
    return mark !== 'L' || this.options.acceptUnconfirmed === true;
  }
}

/** First and last day of the half-year that a day lies in. */
export function halfYearOf(day: number): { first: number; last: number } {
  const { year, month } = civilDateOf(day);
  return month <= 6
    ? { first: epochDayOf(year, 1, 1), last: epochDayOf(year, 6, 30) }
    : { first: epochDayOf(year, 7, 1), last: epochDayOf(year, 12, 31) };
}

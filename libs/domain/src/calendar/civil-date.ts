/**
 * Calendar dates as plain integers, so that the hot path never builds a date object.
 *
 * An *epoch day* is the number of days since 1970-01-01 in the proleptic Gregorian calendar; an ISO
 * date is the text `YYYY-MM-DD`. Neither knows a time zone.
 */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** A calendar date taken apart; months run from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Epoch day of a civil date. The caller vouches that the date exists; see {@link parseIsoDate}.
 * Algorithm: Howard Hinnant, "chrono-compatible low-level date algorithms".
 */
export function epochDayOf(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The civil date of an epoch day. */
export function civilDateOf(epochDay: number): CivilDate {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Day of the week of an epoch day: 0 is Sunday, 6 is Saturday. */
export function weekdayOf(epochDay: number): number {
  return (((epochDay + 4) % 7) + 7) % 7;
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Epoch day of an ISO date; undefined for another form or for a date that does not exist. */
export function parseIsoDate(isoDate: string): number | undefined {
  if (!ISO_DATE.test(isoDate)) return undefined;
  const year = Number(isoDate.slice(0, 4));
  const month = Number(isoDate.slice(5, 7));
  const day = Number(isoDate.slice(8, 10));
  if (month < 1 || month > 12 || day < 1) return undefined;
  const epochDay = epochDayOf(year, month, day);
  const back = civilDateOf(epochDay);
  return back.month === month && back.day === day ? epochDay : undefined;
}

/**
 * Epoch day of an ISO date that was validated where it entered.
 * @throws RangeError when it is no date after all
 */
export function requireIsoDate(isoDate: string): number {
  const epochDay = parseIsoDate(isoDate);
  if (epochDay === undefined) throw new RangeError('not a calendar date of the form YYYY-MM-DD');
  return epochDay;
}

/** ISO date of an epoch day. */
export function isoDateOf(epochDay: number): string {
  const { year, month, day } = civilDateOf(epochDay);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

import { DAY_MS, MINUTE_MS, weekdayOf } from './civil-date.js';
import type { HolidayLookup } from './calendar.js';
import { instantOfLocal } from './local-time.js';
import { localMillis, type ZoneTable } from './zone-table.js';

/** Whether offices work on a local day: Monday to Friday, but public holidays. */
export function isBusinessDay(epochDay: number, isHoliday: HolidayLookup): boolean {
  const weekday = weekdayOf(epochDay);
  return weekday !== 0 && weekday !== 6 && !isHoliday(epochDay);
}

/**
 * The n-th business day after a day. Zero gives the day itself when it is one, else the next one, so that
 * "due within 0 business days" never falls on a Sunday.
 * @param days whole and not negative
 */
export function addBusinessDays(epochDay: number, days: number, isHoliday: HolidayLookup): number {
  if (!Number.isInteger(days) || days < 0)
    throw new RangeError('business days to add must be whole, from 0 on');
  let at = epochDay;
  let left = days;
  if (days === 0) while (!isBusinessDay(at, isHoliday)) at += 1;
  while (left > 0) {
    at += 1;
    if (isBusinessDay(at, isHoliday)) left -= 1;
  }
  return at;
}

/** The n-th business day before a day; `days` is whole and more than 0. */
export function businessDaysBefore(epochDay: number, days: number, isHoliday: HolidayLookup): number {
  if (!Number.isInteger(days) || days < 1)
    throw new RangeError('business days to go back must be whole, from 1 on');
  let at = epochDay;
  for (let left = days; left > 0;) {
    at -= 1;
    if (isBusinessDay(at, isHoliday)) left -= 1;
  }
  return at;
}

/** The same wall-clock time n business days later, as an instant. */
export function addBusinessDaysToInstant(
  instant: number,
  days: number,
  table: ZoneTable,
  isHoliday: HolidayLookup,
): number {
  const wall = localMillis(table, instant);
  const day = Math.floor(wall / DAY_MS);
  const target = addBusinessDays(day, days, isHoliday);
  const minute = Math.floor((wall - day * DAY_MS) / MINUTE_MS);
  return instantOfLocal(table, target, minute) + (wall % MINUTE_MS);
}

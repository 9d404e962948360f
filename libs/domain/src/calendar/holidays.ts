import Holidays from 'date-holidays';
import { DAY_MS, MINUTE_MS, epochDayOf } from './civil-date.js';

/**
 * The nation-wide public holidays of a country in one year, as epoch days. Uses date-holidays (some
 * milliseconds a call); call it when tables are built, never while deciding.
 * @param country ISO 3166-1 alpha-2
 * @returns undefined when the country is not known, which is not the same as one without holidays
 */
export function compileHolidays(country: string, year: number): ReadonlySet<number> | undefined {
  if (!knownCountries().has(country)) return undefined;
  const days = new Set<number>();
  // UTC makes `start` and `end` the plain calendar bounds of each holiday, whatever the machine's zone is.
  const source = new Holidays(country, { timezone: 'UTC', types: ['public'] });
  for (const holiday of source.getHolidays(year)) {
    if (holiday.type !== 'public') continue;
    const first = Math.floor(holiday.start.getTime() / DAY_MS);
    const last = Math.floor((holiday.end.getTime() - MINUTE_MS) / DAY_MS);
    for (let day = first; day <= Math.max(first, last); day += 1) {
      if (day >= epochDayOf(year, 1, 1) && day < epochDayOf(year + 1, 1, 1)) days.add(day);
    }
  }
  return days;
}

let countries: ReadonlySet<string> | undefined;

function knownCountries(): ReadonlySet<string> {
  countries ??= new Set(Object.keys(new Holidays().getCountries()));
  return countries;
}

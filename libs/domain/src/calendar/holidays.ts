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
  for (const region of REGIONS[country] ?? [undefined]) {
    addHolidays(days, country, region, year);
  }
  return days;
}

/**
 * Where holidays are the parts' own and debtors' parts are not known, a day that is free in one of them counts: as with
 * zones, every part must permit. Elsewhere only days that are free in the whole country count.
 */
const REGIONS: Readonly<Record<string, readonly string[]>> = { GB: ['ENG', 'WLS', 'SCT', 'NIR'] };

function addHolidays(days: Set<number>, country: string, region: string | undefined, year: number): void {
  // UTC makes `start` and `end` the plain calendar bounds of each holiday, whatever the machine's zone is.
  const options = { timezone: 'UTC', types: ['public' as const] };
  const source =
    region === undefined ? new Holidays(country, options) : new Holidays(country, region, options);
  for (const holiday of source.getHolidays(year)) {
    if (holiday.type !== 'public') continue;
    const first = Math.floor(holiday.start.getTime() / DAY_MS);
    const last = Math.floor((holiday.end.getTime() - MINUTE_MS) / DAY_MS);
    for (let day = first; day <= Math.max(first, last); day += 1) {
      if (day >= epochDayOf(year, 1, 1) && day < epochDayOf(year + 1, 1, 1)) days.add(day);
    }
  }
}

let countries: ReadonlySet<string> | undefined;

function knownCountries(): ReadonlySet<string> {
  countries ??= new Set(Object.keys(new Holidays().getCountries()));
  return countries;
}

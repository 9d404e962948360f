import Holidays from 'date-holidays';
import { DateTime } from 'luxon';

/** Whether a local day is a public holiday; in the United Kingdom, of any of its parts. */
export function isDayOff(country: string, day: DateTime): boolean {
  if (country === 'PL') return polishHolidays(day.year).has(day.toISODate()!);
  const regions = country === 'GB' ? ['ENG', 'WLS', 'SCT', 'NIR'] : [undefined];
  return regions.some((region) => holidays(country, region, day.year).has(day.toISODate()!));
}

const kept = new Map<string, ReadonlySet<string>>();

function holidays(country: string, region: string | undefined, year: number): ReadonlySet<string> {
  const key = `${country} ${region} ${year}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const source = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const days = source.getHolidays(year).filter(({ type }) => type === 'public');
  const dates = new Set(days.map(({ date }) => date.slice(0, 10)));
  kept.set(key, dates);
  return dates;
}

/** The days of the act on days off work (of 1951, with 24 December since 2025), Easter after Gauss and Butcher. */
function polishHolidays(year: number): ReadonlySet<string> {
  const key = `the act ${year}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const easter = easterOf(year);
  const fixed = ['01-01', '01-06', '05-01', '05-03', '08-15', '11-01', '11-11', '12-24', '12-25', '12-26'];
  const moving = [0, 1, 49, 60].map((days) => easter.plus({ days }).toISODate()!);
  const dates = new Set([...fixed.map((day) => `${year}-${day}`), ...moving]);
  kept.set(key, dates);
  return dates;
}

function easterOf(year: number): DateTime {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return DateTime.utc(year, Math.floor(n / 31), (n % 31) + 1);
}

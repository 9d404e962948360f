import type { Kind } from './story-case.js';

/** Calendar arithmetic of the story's own, so that what it expects is not reckoned by the code that it checks. */

const DAY_MS = 86_400_000;

/** The date so many days after an ISO date. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The local time so many days after a case's due date. */
export function momentOf({ dueDate }: { dueDate: string }, dpd: number, time: string): string {
  return `${addDays(dueDate, dpd)} ${time}`;
}

/** 0 is Sunday. */
export function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

const WARSAW = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Warsaw',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** Wall-clock time in Warsaw, such as `2026-01-12 10:00`: it sorts as it passes. */
export function inWarsaw(instant: number): string {
  return WARSAW.format(instant);
}

/** The instant of a wall-clock time in Warsaw, in epoch milliseconds. */
export function warsawInstant(local: string): number {
  const asUtc = Date.parse(`${local.replace(' ', 'T')}:00Z`);
  for (const hours of [1, 2]) {
    const instant = asUtc - hours * 3_600_000;
    if (inWarsaw(instant) === local) return instant;
  }
  throw new Error(`${local} does not exist in Warsaw`);
}

export function plusMinutes(local: string, minutes: number): string {
  return inWarsaw(warsawInstant(local) + minutes * 60_000);
}

type Hours = readonly (readonly [string, string] | null)[];

/** Hours of contact by day of the week, Sunday first. No public holiday falls between 7 January and 4 April 2026. */
const HOURS: Readonly<Record<Kind, Hours>> = {
  consumer: [null, ...week(['08:00', '20:00']), ['09:00', '17:00']],
  business: [null, ...week(['08:00', '18:00']), null],
};

function week(hours: readonly [string, string]): Hours {
  return [hours, hours, hours, hours, hours];
}

export function mayBeContactedAt(kind: Kind, local: string): boolean {
  const hours = HOURS[kind][weekday(local.slice(0, 10))];
  const time = local.slice(11);
  return hours != null && time >= hours[0] && time < hours[1];
}

/** The first local time, from this one on, at which a debtor may be contacted. */
export function firstOpen(kind: Kind, local: string): string {
  let [date, time] = [local.slice(0, 10), local.slice(11)];
  for (;;) {
    const hours = HOURS[kind][weekday(date)];
    if (hours != null && time < hours[0]) return `${date} ${hours[0]}`;
    if (hours != null && time < hours[1]) return `${date} ${time}`;
    [date, time] = [addDays(date, 1), '00:00'];
  }
}

/** The date so many working days later, Monday to Friday. */
export function addWorkingDays(date: string, days: number): string {
  let [day, left] = [date, days];
  while (left > 0) {
    day = addDays(day, 1);
    if (weekday(day) % 6 !== 0) left -= 1;
  }
  return day;
}

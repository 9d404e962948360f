import { DAY_MS, MINUTE_MS } from './civil-date.js';
import { nextTransition, offsetAt, type ZoneTable } from './zone-table.js';

/** Minutes of the local day in which something may happen: from `opens` on, before `closes`. */
export interface DayHours {
  readonly opens: number;
  readonly closes: number;
}

/** The hours of one local day; null when the whole day is closed. */
export type HoursOfDay = (epochDay: number) => DayHours | null;

/*
 * Both searches walk from one boundary to the next: the next opening, closing or midnight as the present
 * offset would have it, or the next clock change, whichever comes first. Between two boundaries the wall
 * clock runs evenly, so gaps and overlaps need no case of their own.
 */

/** The first instant at or after `instant` that lies in the hours; Infinity when none comes before `limit`. */
export function nextInstantInHours(
  table: ZoneTable,
  hoursOf: HoursOfDay,
  instant: number,
  limit: number,
): number {
  let at = instant;
  while (at <= limit) {
    const wall = at + offsetAt(table, at) * MINUTE_MS;
    const day = Math.floor(wall / DAY_MS);
    const sinceMidnight = wall - day * DAY_MS;
    const hours = hoursOf(day);
    let wait = DAY_MS - sinceMidnight;
    if (hours !== null && sinceMidnight < hours.closes * MINUTE_MS) {
      wait = hours.opens * MINUTE_MS - sinceMidnight;
      if (wait <= 0) return at;
    }
    at = Math.min(at + wait, nextTransition(table, at));
  }
  return Infinity;
}

/**
 * The first instant after `instant`, itself inside the hours, that lies outside them again; `limit` when
 * the hours last that long. Returns `instant` when it is not inside.
 */
export function endOfHours(table: ZoneTable, hoursOf: HoursOfDay, instant: number, limit: number): number {
  let at = instant;
  while (at < limit) {
    const wall = at + offsetAt(table, at) * MINUTE_MS;
    const day = Math.floor(wall / DAY_MS);
    const sinceMidnight = wall - day * DAY_MS;
    const hours = hoursOf(day);
    if (hours === null) return at;
    if (sinceMidnight < hours.opens * MINUTE_MS || sinceMidnight >= hours.closes * MINUTE_MS) return at;
    at = Math.min(at + hours.closes * MINUTE_MS - sinceMidnight, nextTransition(table, at));
  }
  return limit;
}

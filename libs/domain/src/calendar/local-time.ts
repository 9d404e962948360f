import { DAY_MS, HOUR_MS, MINUTE_MS } from './civil-date.js';
import { nextTransition, offsetAt, type ZoneTable } from './zone-table.js';

/** No zone is further ahead of UTC than 14 hours. */
const FURTHEST_AHEAD_MS = 15 * HOUR_MS;

/**
 * The instant at which the zone's clocks show a local day and minute. Of a time shown twice, the earlier
 * instant; for a time that a clock change skips, the first instant after the gap.
 * @param minute minutes from local midnight
 */
export function instantOfLocal(table: ZoneTable, epochDay: number, minute: number): number {
  const wall = epochDay * DAY_MS + minute * MINUTE_MS;
  return firstInstantShowing(table, wall, wall - FURTHEST_AHEAD_MS);
}

/** The first instant at or after `instant` whose local day is at least `epochDay`. */
export function firstInstantOfDay(table: ZoneTable, epochDay: number, instant: number): number {
  return firstInstantShowing(table, epochDay * DAY_MS, instant);
}

/** The first instant at or after `from` at which the wall clock shows `wall` or later. */
function firstInstantShowing(table: ZoneTable, wall: number, from: number): number {
  let at = from;
  for (;;) {
    const reached = wall - offsetAt(table, at) * MINUTE_MS;
    if (reached <= at) return at;
    at = Math.min(reached, nextTransition(table, at));
  }
}

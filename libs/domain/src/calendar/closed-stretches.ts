import { DAY_MS, MINUTE_MS } from './civil-date.js';
import { nextTransition, offsetAt, type ZoneTable } from './zone-table.js';

/** Minutes of the local day in which something may not happen: from `from` on, before `until`. */
export interface ClosedStretch {
  readonly from: number;
  readonly until: number;
}

/** The closed stretches of one local day, in any order; they may overlap. */
export type ClosedOn = (epochDay: number) => readonly ClosedStretch[];

/* As in daily-windows: from one boundary or clock change to the next, between which the wall clock runs evenly. */

/** The first instant at or after `instant` that lies in no closed stretch; Infinity when none comes before `limit`. */
export function nextOutside(table: ZoneTable, closedOn: ClosedOn, instant: number, limit: number): number {
  let at = instant;
  while (at <= limit) {
    const { closed, sinceMidnight } = hereIn(table, closedOn, at);
    const within = closed.find((stretch) => covers(stretch, sinceMidnight));
    if (within === undefined) return at;
    at = Math.min(at + within.until * MINUTE_MS - sinceMidnight, nextTransition(table, at));
  }
  return Infinity;
}

/** The first instant at or after `instant` that lies in a closed stretch; `limit` when none comes before it. */
export function startOfClosed(table: ZoneTable, closedOn: ClosedOn, instant: number, limit: number): number {
  let at = instant;
  while (at < limit) {
    const { closed, sinceMidnight } = hereIn(table, closedOn, at);
    let wait = DAY_MS - sinceMidnight;
    for (const stretch of closed) {
      if (covers(stretch, sinceMidnight)) return at;
      const ahead = stretch.from * MINUTE_MS - sinceMidnight;
      if (ahead > 0) wait = Math.min(wait, ahead);
    }
    at = Math.min(at + wait, nextTransition(table, at));
  }
  return limit;
}

function hereIn(
  table: ZoneTable,
  closedOn: ClosedOn,
  at: number,
): { closed: readonly ClosedStretch[]; sinceMidnight: number } {
  const wall = at + offsetAt(table, at) * MINUTE_MS;
  const day = Math.floor(wall / DAY_MS);
  return { closed: closedOn(day), sinceMidnight: wall - day * DAY_MS };
}

function covers({ from, until }: ClosedStretch, sinceMidnight: number): boolean {
  return from * MINUTE_MS <= sinceMidnight && sinceMidnight < until * MINUTE_MS;
}

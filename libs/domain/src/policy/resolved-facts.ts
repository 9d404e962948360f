import { DAY_MS, MINUTE_MS } from '../calendar/civil-date.js';
import { nextTransition, offsetAt, type ZoneTable } from '../calendar/zone-table.js';
import type { BoundCheck } from './compiled-policy.js';
import type { ResolvedCount, ResolvedFacts, ResolvedZone } from './contact-decision.js';
import type { ContactMoment } from './contact-moment.js';
import type { TimeCheck } from './contact-rule.js';

/** Rules look back at contacts for less than this; see CONTACT_HISTORY_MS and the caps' longest window. */
const LOOK_BACK_MS = 10 * DAY_MS;
const LOOK_AHEAD_MS = 2 * DAY_MS;

/**
 * Writes down what the tables said about the span that the decision looked at.
 * @param horizon the furthest instant that the answer depends on
 */
export function resolve(
  moment: ContactMoment,
  time: readonly BoundCheck<TimeCheck>[],
  packs: readonly string[],
  policyHash: string,
  horizon: number,
): ResolvedFacts {
  const { at } = moment.facts;
  const zones = moment.zones.map((table) => resolveZone(table, moment, horizon));
  let firstDay = Math.floor(at / DAY_MS);
  for (const { day } of zones) firstDay = Math.min(firstDay, day);
  const counts: ResolvedCount[] = [];
  for (const { check } of time) if (check.counts !== undefined) counts.push(...check.counts(moment));
  return {
    at,
    zonesFrom: moment.zonesFrom,
    zones,
    holidays: holidaysBetween(moment, firstDay, Math.floor((horizon + LOOK_AHEAD_MS) / DAY_MS)),
    counts,
    packs,
    policyHash,
  };
}

function resolveZone(table: ZoneTable, { facts, isHoliday }: ContactMoment, horizon: number): ResolvedZone {
  const offset = offsetAt(table, facts.at);
  const wall = facts.at + offset * MINUTE_MS;
  const day = Math.floor(wall / DAY_MS);
  const here = {
    zone: table.zone,
    offset,
    day,
    minute: Math.floor((wall - day * DAY_MS) / MINUTE_MS),
    holiday: isHoliday?.(day) ?? false,
  };
  const from = facts.at - LOOK_BACK_MS;
  const last = horizon + LOOK_AHEAD_MS;
  const first = nextTransition(table, from);
  if (first > last) return here;
  const shifts: (readonly [number, number])[] = [];
  for (let shift = first; shift <= last; shift = nextTransition(table, shift)) {
    shifts.push([shift, offsetAt(table, shift)]);
  }
  return { ...here, before: offsetAt(table, from), shifts };
}

function holidaysBetween({ isHoliday }: ContactMoment, first: number, last: number): number[] | null {
  if (isHoliday === undefined) return null;
  const holidays: number[] = [];
  for (let day = first; day <= last; day += 1) if (isHoliday(day)) holidays.push(day);
  return holidays;
}

import { IANAZone } from 'luxon';
import { DAY_MS, MINUTE_MS, epochDayOf } from './civil-date.js';

/**
 * One time zone over a span of years as integers: the instants at which its offset changes, sorted, and
 * the offset before the first and after each of them. Looking an offset up costs a few comparisons
 * (a date library's conversion: some 20 µs).
 */
export interface ZoneTable {
  readonly zone: string;
  /** First instant covered, and the first one no longer covered; epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  /** Instants of change, ascending, epoch milliseconds. */
  readonly transitions: readonly number[];
  /** Minutes east of UTC; `offsets[i]` holds before `transitions[i]`, the last one after them all. */
  readonly offsets: readonly number[];
}

/** Before 1973 some zones kept offsets with odd seconds, which minutes could not hold. */
const EARLIEST_YEAR = 1973;
/** Shorter than the shortest stay in an offset since then (Ramadan without summer time: four weeks). */
const PROBE_STEP_MS = 4 * DAY_MS;

/**
 * Compiles a zone for the years `fromYear` to `toYear`, both included (UTC years). Uses Luxon; call it
 * when tables are built, never while deciding.
 * @returns undefined when the name is no IANA zone
 * @throws RangeError when the years are not in order or before 1973
 */
export function compileZone(zone: string, fromYear: number, toYear: number): ZoneTable | undefined {
  if (fromYear < EARLIEST_YEAR || toYear < fromYear) {
    throw new RangeError(`zone tables cover ordered years from ${EARLIEST_YEAR} on`);
  }
  const source = IANAZone.isValidZone(zone) ? IANAZone.create(zone) : undefined;
  if (source === undefined || !source.isValid) return undefined;
  const from = epochDayOf(fromYear, 1, 1) * DAY_MS;
  const until = epochDayOf(toYear + 1, 1, 1) * DAY_MS;
  const transitions: number[] = [];
  const offsets = [source.offset(from)];
  for (let low = from; low < until; low += PROBE_STEP_MS) {
    const high = Math.min(low + PROBE_STEP_MS, until);
    const before = offsets[offsets.length - 1] ?? 0;
    if (source.offset(high) === before) continue;
    const change = firstChange(source, low, high, before);
    if (change >= until) break;
    transitions.push(change);
    offsets.push(source.offset(change));
  }
  return { zone, from, until, transitions, offsets };
}

/** The first instant in (low, high] whose offset is not `before`; zones change on whole seconds. */
function firstChange(source: IANAZone, low: number, high: number, before: number): number {
  let same = low / 1000;
  let changed = high / 1000;
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (source.offset(middle * 1000) === before) same = middle;
    else changed = middle;
  }
  return changed * 1000;
}

/** How many transitions of the table lie at or before the instant. */
function transitionsPassed(table: ZoneTable, instant: number): number {
  const { transitions } = table;
  let low = 0;
  let high = transitions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((transitions[middle] as number) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Minutes east of UTC that the zone's clocks show at an instant.
 * @throws RangeError outside the span of the table: a guessed offset would be worse than none
 */
export function offsetAt(table: ZoneTable, instant: number): number {
  if (instant < table.from || instant >= table.until) {
    throw new RangeError(`instant outside the compiled years of ${table.zone}`);
  }
  return table.offsets[transitionsPassed(table, instant)] as number;
}

/** The next instant strictly after the given one at which the offset changes; Infinity when none is known. */
export function nextTransition(table: ZoneTable, instant: number): number {
  return table.transitions[transitionsPassed(table, instant)] ?? Infinity;
}

/** Milliseconds since 1970-01-01T00:00 on the zone's wall clock: the base of all local arithmetic. */
export function localMillis(table: ZoneTable, instant: number): number {
  return instant + offsetAt(table, instant) * MINUTE_MS;
}

/** Local calendar date of an instant, as an epoch day. */
export function localDay(table: ZoneTable, instant: number): number {
  return Math.floor(localMillis(table, instant) / DAY_MS);
}

/** Minute of the local day, 0 to 1439. */
export function localMinute(table: ZoneTable, instant: number): number {
  const local = localMillis(table, instant);
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS);
}

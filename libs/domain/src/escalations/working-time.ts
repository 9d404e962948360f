import type { Calendar } from '../calendar/calendar.js';
import { isoDateOf, weekdayOf } from '../calendar/civil-date.js';
import { instantOfLocal } from '../calendar/local-time.js';
import { localDay, type ZoneTable } from '../calendar/zone-table.js';
import { type Absence, type DaySpan, readDaySpan, weekdays, type WorkingHours } from './working-hours.js';

/** When somebody works: hours by weekday on the wall clock of a zone, but holidays of a country and absences. */
export interface WorkingTime {
  /** IANA zone. */
  readonly zone: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly hours: WorkingHours;
  readonly absences: readonly Absence[];
}

/** One day's work as instants (epoch ms), the end not included, and the local date that it belongs to. */
export interface WorkSpell {
  readonly from: number;
  readonly to: number;
  /** YYYY-MM-DD in the zone of whoever works. */
  readonly day: string;
}

/** Who is away for longer than this counts as not coming back by themselves. */
const FURTHEST_DAYS = 370;
/** A country whose holidays nobody knows has none but what absences say, as in the due times of escalations. */
const NO_HOLIDAYS = (): boolean => false;

/**
 * The spell of work under way at a business instant, or else the next one; null when none comes within a year.
 * A spell that a clock change shortens is as long as the clocks leave it.
 * @throws Error when the zone is none: it is checked where agents are set up
 */
export function spellFrom(calendar: Calendar, time: WorkingTime, at: number): WorkSpell | null {
  const table = calendar.zone(time.zone, at);
  if (table === undefined) throw new Error(`"${time.zone}" is not a time zone`);
  const isHoliday = calendar.holidays(time.country) ?? NO_HOLIDAYS;
  const today = localDay(table, at);
  for (let day = today; day < today + FURTHEST_DAYS; day += 1) {
    if (isHoliday(day)) continue;
    const spell = spellOf(table, time, day);
    if (spell !== null && spell.to > at) return spell;
  }
  return null;
}

/** The first instant from `at` on at which they work: `at` itself while they do; Infinity when none comes. */
export function worksFrom(calendar: Calendar, time: WorkingTime, at: number): number {
  const spell = spellFrom(calendar, time, at);
  return spell === null ? Infinity : Math.max(spell.from, at);
}

/**
 * When they are back, if days away are what keeps them from their next work; `at` itself while they are not away. An
 * evening, a weekend or a holiday is no absence.
 */
export function backFrom(calendar: Calendar, time: WorkingTime, at: number): number {
  const next = worksFrom(calendar, time, at);
  return next === worksFrom(calendar, { ...time, absences: [] }, at) ? at : next;
}

function spellOf(table: ZoneTable, time: WorkingTime, day: number): WorkSpell | null {
  const span = spanOf(time.hours, day);
  if (span === null) return null;
  const date = isoDateOf(day);
  if (time.absences.some(({ from, to }) => from <= date && date <= to)) return null;
  const from = instantOfLocal(table, day, span.from);
  const to = instantOfLocal(table, day, span.to);
  return to > from ? { from, to, day: date } : null;
}

function spanOf(hours: WorkingHours, day: number): DaySpan | null {
  const text = hours[weekdays[weekdayOf(day)] ?? 'sun'];
  return text === undefined ? null : readDaySpan(text);
}

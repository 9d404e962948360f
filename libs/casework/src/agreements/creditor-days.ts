import type { CreditorCalendar } from '#contracts';
import {
  type Calendar,
  DAY_MS,
  type HolidayLookup,
  instantOfLocal,
  isoDateOf,
  localDay,
  requireIsoDate,
  type ZoneTable,
} from '#domain';
import { dueTime } from '../escalations/due-time.js';

/** Nobody works on a day that no calendar knows of; without one only weekends are left out. */
const NO_HOLIDAYS: HolidayLookup = () => false;

/** When the office opens, as good a time as any for a word about what was agreed; the contact policy has the last word. */
const MORNING_MINUTE = 10 * 60;

/** The days of one creditor: a date ends at midnight in its zone. */
export class CreditorDays {
  readonly isHoliday: HolidayLookup;

  constructor(
    private readonly calendar: Calendar,
    private readonly of: CreditorCalendar,
  ) {
    this.isHoliday = calendar.holidays(of.country) ?? NO_HOLIDAYS;
  }

  /** The local day of an instant, ISO date. */
  dayOf(at: number): string {
    return isoDateOf(localDay(this.tableAt(at), at));
  }

  /** The first instant after a day. */
  endOf(day: string): number {
    return this.instant(requireIsoDate(day) + 1, 0);
  }

  /** In the morning of a day. */
  morningOf(day: string): number {
    return this.instant(requireIsoDate(day), MORNING_MINUTE);
  }

  /** The same wall-clock time a number of business days later. */
  businessDaysAfter(at: number, days: number): number {
    return dueTime(this.calendar, at, days, this.of.zone, this.of.country);
  }

  private instant(day: number, minute: number): number {
    return instantOfLocal(this.tableAt(day * DAY_MS), day, minute);
  }

  private tableAt(at: number): ZoneTable {
    const table = this.calendar.zone(this.of.zone, at);
    if (table === undefined) throw new Error(`"${this.of.zone}" is not a time zone`);
    return table;
  }
}

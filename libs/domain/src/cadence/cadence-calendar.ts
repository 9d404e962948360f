import { CompiledCalendar, type Calendar } from '../calendar/calendar.js';
import { DAY_MS } from '../calendar/civil-date.js';
import { addBusinessDays, businessDaysBefore } from '../calendar/business-days.js';
import { instantOfLocal } from '../calendar/local-time.js';
import { localDay, type ZoneTable } from '../calendar/zone-table.js';

/**
 * The little that the engine must know about calendars. Days are whole numbers counted from 1970-01-01 (day 0)
 * in the local calendar of a zone; instants are epoch milliseconds; minutes count from local midnight.
 */
export interface CadenceCalendar {
  knowsZone(zone: string, instant: number): boolean;
  knowsCountry(country: string): boolean;
  /** The local calendar day of an instant in an IANA zone. */
  localDay(instant: number, zone: string): number;
  /** The instant of a local wall time; in a gap made by summer time, the first instant after it. */
  instantAt(day: number, minute: number, zone: string): number;
  /**
   * The day that lies `count` business days after `day`, or before it when negative: no weekends, no public holidays of
   * the country. Zero gives the day itself, or the next business day where it is none.
   */
  addBusinessDays(day: number, count: number, country: string): number;
}

/**
 * Days and wall times by name of zone and country. Both are asked about before they are used, so an unknown one is
 * a fault (RangeError), not a case to handle.
 */
export function cadenceCalendarOf(calendar: Calendar): CadenceCalendar {
  const made = views.get(calendar) ?? viewOf(calendar);
  views.set(calendar, made);
  return made;
}

/** One of each calendar: it is asked for with every row of an import. */
const views = new WeakMap<Calendar, CadenceCalendar>();

function viewOf(calendar: Calendar): CadenceCalendar {
  const tableOf = (zone: string, instant: number): ZoneTable => {
    const table = calendar.zone(zone, instant);
    if (table === undefined) throw new RangeError(`unknown time zone "${zone}"`);
    return table;
  };
  return {
    knowsZone: (zone, instant) => calendar.zone(zone, instant) !== undefined,
    knowsCountry: (country) => calendar.holidays(country) !== undefined,
    localDay: (instant, zone) => localDay(tableOf(zone, instant), instant),
    instantAt: (day, minute, zone) => instantOfLocal(tableOf(zone, day * DAY_MS), day, minute),
    addBusinessDays: (day, count, country) => {
      const isHoliday = calendar.holidays(country);
      if (isHoliday === undefined) throw new RangeError(`unknown country "${country}"`);
      return count < 0 ? businessDaysBefore(day, -count, isHoliday) : addBusinessDays(day, count, isHoliday);
    },
  };
}

/** The calendar of campaigns: real zones and holidays, compiled to tables as they are first needed. */
export const campaignCalendar: CadenceCalendar = cadenceCalendarOf(new CompiledCalendar());

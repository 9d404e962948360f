import { DAY_MS, civilDateOf, epochDayOf } from './civil-date.js';
import { hasSingleZone } from './country-zones.js';
import { compileHolidays } from './holidays.js';
import { compileZone, type ZoneTable } from './zone-table.js';

/** Tells whether a local date (epoch day) is a public holiday. */
export type HolidayLookup = (epochDay: number) => boolean;

/**
 * Zones and holidays as the policy asks for them. The live one compiles tables when first needed; a
 * replayed decision brings a recorded one, with what was true when it was made.
 */
export interface Calendar {
  /** Table of a zone that covers at least a year on either side of the instant; undefined for no zone. */
  zone(name: string, instant: number): ZoneTable | undefined;
  /** Public holidays of a country; undefined when the country is not known. */
  holidays(country: string): HolidayLookup | undefined;
  /** Whether one zone serves the whole country. */
  hasSingleZone(country: string): boolean;
}

/** What to compile before the first decision, so that none has to wait for it. */
export interface CalendarPreparation {
  readonly zones?: readonly string[];
  readonly countries?: readonly string[];
  /** Any instant of the years to come. */
  readonly instant: number;
}

/** The calendar from Luxon's zones and date-holidays' rules, each compiled once and kept as integers. */
export class CompiledCalendar implements Calendar {
  private readonly tables = new Map<string, ZoneTable>();
  private readonly unknownZones = new Set<string>();
  private readonly lookups = new Map<string, HolidayLookup | null>();

  zone(name: string, instant: number): ZoneTable | undefined {
    const table = this.tables.get(name);
    if (table !== undefined && instant - YEAR_MS >= table.from && instant + YEAR_MS < table.until)
      return table;
    return this.unknownZones.has(name) ? undefined : this.compile(name, instant);
  }

  holidays(country: string): HolidayLookup | undefined {
    let lookup = this.lookups.get(country);
    if (lookup === undefined) {
      lookup = holidayLookup(country);
      this.lookups.set(country, lookup);
    }
    return lookup ?? undefined;
  }

  hasSingleZone(country: string): boolean {
    return hasSingleZone(country);
  }

  /** Compiles ahead of time: the years of the instant and those beside it. */
  prepare({ zones = [], countries = [], instant }: CalendarPreparation): void {
    for (const zone of zones) this.zone(zone, instant);
    const { year } = civilDateOf(Math.floor(instant / DAY_MS));
    for (const country of countries) {
      const isHoliday = this.holidays(country);
      for (const each of [year - 1, year, year + 1]) isHoliday?.(epochDayOf(each, 1, 1));
    }
  }

  private compile(name: string, instant: number): ZoneTable | undefined {
    const { year } = civilDateOf(Math.floor(instant / DAY_MS));
    const table = compileZone(name, year - SPAN_YEARS, year + SPAN_YEARS);
    if (table === undefined) this.unknownZones.add(name);
    else this.tables.set(name, table);
    return table;
  }
}

const YEAR_MS = 366 * DAY_MS;
const SPAN_YEARS = 6;

/** Holidays of a country, a year compiled when a day of it is first asked for. */
function holidayLookup(country: string): HolidayLookup | null {
  const years = new Map<number, ReadonlySet<number>>();
  const probe = compileHolidays(country, PROBE_YEAR);
  if (probe === undefined) return null;
  years.set(PROBE_YEAR, probe);
  let firstDay = 0;
  let nextYear = 0;
  let days: ReadonlySet<number> = new Set();
  return (epochDay) => {
    if (epochDay < firstDay || epochDay >= nextYear) {
      const { year } = civilDateOf(epochDay);
      days = years.get(year) ?? compileHolidays(country, year) ?? new Set();
      years.set(year, days);
      firstDay = epochDayOf(year, 1, 1);
      nextYear = epochDayOf(year + 1, 1, 1);
    }
    return days.has(epochDay);
  };
}

/** Any year serves to learn whether the country is known. */
const PROBE_YEAR = 2026;

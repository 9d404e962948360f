import { Cron } from 'croner';
import { IANAZone } from 'luxon';
import { isBusinessDay } from '../calendar/business-days.js';
import type { Calendar } from '../calendar/calendar.js';
import { instantOfLocal } from '../calendar/local-time.js';
import { localDay, type ZoneTable } from '../calendar/zone-table.js';

/** Where and when a creditor's agents work. */
export interface RunTimes {
  /** Five fields, read on the wall clock of the zone, such as `0 8,12,16 * * 1-5`. */
  readonly cron: string;
  /** IANA zone. */
  readonly zone: string;
  /** ISO 3166-1 alpha-2; its public holidays see no run. */
  readonly country: string;
}

/** Days without work that are stepped over before giving up: no country rests that long. */
const MOST_DAYS_OFF = 370;

/** A country whose holidays nobody knows rests on weekends only, as in the due times of escalations. */
const NO_HOLIDAYS = (): boolean => false;

/**
 * The instants at which one creditor's escalations are handed out: by cron on the creditor's wall clock, on business
 * days alone. A time that a clock change skips comes right after the gap; one that it repeats comes once.
 */
export class RunSchedule {
  private readonly cron: Cron;
  /** The stretch between two runs that was asked for last: the answer for most calls. */
  private known: { from: number; latest: number | null; next: number | null } | undefined;

  /** @throws Error when the cron expression or the zone is none */
  constructor(
    private readonly times: RunTimes,
    private readonly calendar: Calendar,
  ) {
    if (!IANAZone.isValidZone(times.zone)) throw new Error(`"${times.zone}" is not a time zone`);
    this.cron = new Cron(times.cron, { timezone: times.zone, mode: '5-part', fixedTimeRule: 'no-wildcard' });
  }

  /** The latest run at or before a business instant (epoch ms); null when there was none within a year. */
  latest(now: number): number | null {
    return this.around(now).latest;
  }

  /** The first run after a business instant (epoch ms); null when there will be none within a year. */
  next(now: number): number | null {
    return this.around(now).next;
  }

  private around(now: number): { latest: number | null; next: number | null } {
    const { known } = this;
    if (known !== undefined && known.from <= now && (known.next === null || now < known.next)) return known;
    const latest = this.before(now);
    this.known = { from: latest ?? now, latest, next: this.after(now) };
    return this.known;
  }

  private before(now: number): number | null {
    let reference = now + 1;
    for (let off = 0; off < MOST_DAYS_OFF; off += 1) {
      const run = this.cron.previousRuns(1, new Date(reference))[0]?.getTime();
      if (run === undefined) return null;
      const day = localDay(this.table(run), run);
      if (this.works(day)) return run;
      reference = instantOfLocal(this.table(run), day, 0);
    }
    return null;
  }

  private after(now: number): number | null {
    let reference = now;
    for (let off = 0; off < MOST_DAYS_OFF; off += 1) {
      const run = this.cron.nextRun(new Date(reference))?.getTime();
      if (run === undefined) return null;
      const day = localDay(this.table(run), run);
      if (this.works(day)) return run;
      // The second before the next day begins: cron counts in seconds, and answers with what comes after.
      reference = instantOfLocal(this.table(run), day + 1, 0) - 1_000;
    }
    return null;
  }

  private works(day: number): boolean {
    return isBusinessDay(day, this.calendar.holidays(this.times.country) ?? NO_HOLIDAYS);
  }

  private table(instant: number): ZoneTable {
    const table = this.calendar.zone(this.times.zone, instant);
    if (table === undefined) throw new Error(`"${this.times.zone}" is not a time zone`);
    return table;
  }
}

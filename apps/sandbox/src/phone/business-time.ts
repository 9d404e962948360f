import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';

/** Writes business instants the way a phone does, in the zone of the portfolio. */
@Injectable()
export class BusinessTime {
  private readonly zone: string;
  private readonly hour: Intl.DateTimeFormat;
  private readonly day: Intl.DateTimeFormat;
  private readonly date: Intl.DateTimeFormat;
  private readonly full: Intl.DateTimeFormat;
  private readonly dayKey: Intl.DateTimeFormat;

  constructor(@Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'clock' | 'timeZone'>) {
    this.zone = options.timeZone ?? 'Europe/Warsaw';
    const timeZone = this.zone;
    this.hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    this.day = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
    this.date = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' });
    this.full = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    });
    this.dayKey = new Intl.DateTimeFormat('en-CA', { timeZone });
  }

  /** ISO 8601 with the zone's offset, so that its first ten characters are the local date. */
  isoOf(instant: number): string {
    return DateTime.fromMillis(instant, { zone: this.zone }).toISO({ suppressMilliseconds: true }) ?? '';
  }

  now(): string {
    return this.full.format(this.options.clock.now());
  }

  timeOf(instant: number): string {
    return this.hour.format(instant);
  }

  dayOf(instant: number): string {
    return this.day.format(instant);
  }

  fullOf(instant: number): string {
    return this.full.format(instant);
  }

  /** Time of today, date of other days: what a list has room for. */
  shortOf(instant: number): string {
    const today = this.dayKey.format(this.options.clock.now()) === this.dayKey.format(instant);
    return today ? this.timeOf(instant) : this.date.format(instant);
  }
}

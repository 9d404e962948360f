import fc from 'fast-check';
import { CompiledCalendar } from '../calendar/calendar.js';
import { RunSchedule } from './run-schedule.js';

const calendar = new CompiledCalendar();
const warsaw = { cron: '0 8,12,16 * * 1-5', zone: 'Europe/Warsaw', country: 'PL' };
const ms = (iso: string): number => Date.parse(iso);
const iso = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString();

describe('when escalations are handed out', () => {
  const schedule = new RunSchedule(warsaw, calendar);

  it('is by the wall clock of the creditor', () => {
    expect(iso(schedule.latest(ms('2026-01-12T09:30:00Z')))).toBe('2026-01-12T07:00:00.000Z');
    expect(iso(schedule.next(ms('2026-01-12T09:30:00Z')))).toBe('2026-01-12T11:00:00.000Z');
  });

  it('is on the minute itself, and not a moment before', () => {
    const eight = ms('2026-01-12T07:00:00Z');
    expect(iso(schedule.latest(eight))).toBe('2026-01-12T07:00:00.000Z');
    expect(iso(schedule.next(eight))).toBe('2026-01-12T11:00:00.000Z');
    expect(iso(schedule.latest(eight - 1))).toBe('2026-01-09T15:00:00.000Z');
    expect(iso(schedule.next(eight - 1))).toBe('2026-01-12T07:00:00.000Z');
  });

  it('is never on a weekend', () => {
    expect(iso(schedule.latest(ms('2026-01-11T12:00:00Z')))).toBe('2026-01-09T15:00:00.000Z');
  });

  it('is never on a public holiday of the creditor’s country, whatever the cron says', () => {
    const daily = new RunSchedule({ ...warsaw, cron: '0 8 * * *' }, calendar);
    // 25 and 26 December 2026 are holidays in Poland, 27 December is a Sunday.
    expect(iso(daily.latest(ms('2026-12-27T20:00:00Z')))).toBe('2026-12-23T07:00:00.000Z');
    expect(iso(daily.next(ms('2026-12-24T12:00:00Z')))).toBe('2026-12-28T07:00:00.000Z');
    const german = new RunSchedule({ cron: '0 8 * * *', zone: 'Europe/Berlin', country: 'DE' }, calendar);
    expect(iso(german.next(ms('2026-05-02T00:00:00Z')))).toBe('2026-05-04T06:00:00.000Z');
    expect(iso(german.latest(ms('2026-11-11T10:00:00Z')))).toBe('2026-11-11T07:00:00.000Z');
    // Independence Day in Poland, a working day in Germany.
    expect(iso(schedule.latest(ms('2026-11-11T10:00:00Z')))).toBe('2026-11-10T15:00:00.000Z');
  });

  it('keeps its wall time across both changes of the clock', () => {
    expect(iso(schedule.next(ms('2026-03-27T16:00:00Z')))).toBe('2026-03-30T06:00:00.000Z');
    expect(iso(schedule.next(ms('2026-10-23T16:00:00Z')))).toBe('2026-10-26T07:00:00.000Z');
  });

  it('comes right after the gap when the clock skips its time, and once when the clock repeats it', () => {
    // In Cairo clocks change on a Friday at midnight and back on a Friday at midnight, both in the week elsewhere.
    const cairo = new RunSchedule({ cron: '30 0 * * *', zone: 'Africa/Cairo', country: 'XX' }, calendar);
    // 24 April 2026, 00:00 becomes 01:00: half past midnight does not exist.
    expect(iso(cairo.next(ms('2026-04-23T12:00:00Z')))).toBe('2026-04-23T22:00:00.000Z');
    expect(iso(cairo.next(ms('2026-04-23T22:00:00Z')))).toBe('2026-04-26T21:30:00.000Z');
    const late = new RunSchedule({ cron: '30 23 * * *', zone: 'Africa/Cairo', country: 'XX' }, calendar);
    // 29 October 2026, 24:00 becomes 23:00: half past eleven comes twice.
    expect(iso(late.next(ms('2026-10-29T12:00:00Z')))).toBe('2026-10-29T20:30:00.000Z');
    expect(iso(late.next(ms('2026-10-29T20:30:00Z')))).toBe('2026-10-30T21:30:00.000Z');
  });

  it('steps over a long weekend of a cron that runs every minute', () => {
    const often = new RunSchedule({ ...warsaw, cron: '* * * * *' }, calendar);
    expect(iso(often.latest(ms('2026-12-27T20:00:00Z')))).toBe('2026-12-23T22:59:00.000Z');
  });

  it('always encloses the moment asked for, in any order of asking', () => {
    fc.assert(
      fc.property(fc.integer({ min: ms('2024-01-01T00:00:00Z'), max: ms('2028-12-31T00:00:00Z') }), (now) => {
        const latest = schedule.latest(now);
        const next = schedule.next(now);
        expect(latest).not.toBeNull();
        expect(next).not.toBeNull();
        expect(latest as number).toBeLessThanOrEqual(now);
        expect(next as number).toBeGreaterThan(now);
        expect(schedule.latest((next as number) - 1)).toBe(latest);
        expect(new RunSchedule(warsaw, calendar).latest(next as number)).toBe(next);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses at once what is no schedule', () => {
    expect(() => new RunSchedule({ ...warsaw, cron: 'at eight' }, calendar)).toThrow();
    expect(() => new RunSchedule({ ...warsaw, zone: 'Europe/Warszawa' }, calendar)).toThrow(/time zone/);
  });

  it('knows when there is nothing to come', () => {
    const never = new RunSchedule({ ...warsaw, cron: '0 8 * * 0' }, calendar);
    expect(never.next(ms('2026-01-12T09:30:00Z'))).toBeNull();
  });
});

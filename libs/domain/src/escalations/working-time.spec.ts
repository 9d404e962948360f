import fc from 'fast-check';
import { CompiledCalendar } from '../calendar/calendar.js';
import { absenceSchema, OFFICE_HOURS, readDaySpan, workingHoursSchema, zoneSchema } from './working-hours.js';
import { backFrom, spellFrom, worksFrom, type WorkingTime } from './working-time.js';

const calendar = new CompiledCalendar();
const warsaw: WorkingTime = { zone: 'Europe/Warsaw', country: 'PL', hours: OFFICE_HOURS, absences: [] };
const from = (time: WorkingTime, at: string): string | null => {
  const found = worksFrom(calendar, time, Date.parse(at));
  return Number.isFinite(found) ? new Date(found).toISOString() : null;
};

describe('when an agent works', () => {
  it('is within their hours, from the first minute to the last but not on it', () => {
    expect(from(warsaw, '2026-01-12T06:59:59Z')).toBe('2026-01-12T07:00:00.000Z');
    expect(from(warsaw, '2026-01-12T10:30:00Z')).toBe('2026-01-12T10:30:00.000Z');
    expect(from(warsaw, '2026-01-12T16:00:00Z')).toBe('2026-01-13T07:00:00.000Z');
  });

  it('is by the clock of their own zone', () => {
    const newYork = { ...warsaw, zone: 'America/New_York', country: 'US' };
    expect(from(newYork, '2026-01-12T07:00:00Z')).toBe('2026-01-12T13:00:00.000Z');
    const tokyo = { ...warsaw, zone: 'Asia/Tokyo', country: 'JP' };
    // Monday afternoon in Warsaw is Tuesday in Tokyo; Monday, 12 January 2026 is a holiday there.
    expect(from(tokyo, '2026-01-12T01:00:00Z')).toBe('2026-01-12T23:00:00.000Z');
  });

  it('keeps its wall time over both changes of the clock', () => {
    expect(from(warsaw, '2026-03-27T20:00:00Z')).toBe('2026-03-30T06:00:00.000Z');
    expect(from(warsaw, '2026-10-23T20:00:00Z')).toBe('2026-10-26T07:00:00.000Z');
  });

  it('is not on holidays of their country, nor on days away, both ends included', () => {
    // Tuesday, 6 January is Epiphany in Poland and no holiday in the Netherlands.
    expect(from(warsaw, '2026-01-05T20:00:00Z')).toBe('2026-01-07T07:00:00.000Z');
    expect(from({ ...warsaw, country: 'NL' }, '2026-01-05T20:00:00Z')).toBe('2026-01-06T07:00:00.000Z');
    const away = { ...warsaw, absences: [{ from: '2026-01-12', to: '2026-01-13' }] };
    expect(from(away, '2026-01-12T08:00:00Z')).toBe('2026-01-14T07:00:00.000Z');
  });

  it('is on the weekdays that they name alone, and never when they name none', () => {
    expect(from({ ...warsaw, hours: { sat: '10:00-24:00' } }, '2026-01-12T08:00:00Z')).toBe(
      '2026-01-17T09:00:00.000Z',
    );
    expect(from({ ...warsaw, hours: {} }, '2026-01-12T08:00:00Z')).toBeNull();
  });

  it('is an evening or a weekend without being away; away is who is kept from their next work by days away', () => {
    const back = (time: WorkingTime, at: string): string =>
      new Date(backFrom(calendar, time, Date.parse(at))).toISOString();
    const away = { ...warsaw, absences: [{ from: '2026-01-13', to: '2026-01-14' }] };
    expect(back(warsaw, '2026-01-09T20:00:00Z')).toBe('2026-01-09T20:00:00.000Z');
    // Away from tomorrow on, and still at the desk today.
    expect(back(away, '2026-01-12T10:00:00Z')).toBe('2026-01-12T10:00:00.000Z');
    expect(back(away, '2026-01-12T20:00:00Z')).toBe('2026-01-15T07:00:00.000Z');
    expect(back({ ...warsaw, hours: {} }, '2026-01-12T10:00:00Z')).toBe('2026-01-12T10:00:00.000Z');
  });

  it('is told with the day that it is for them', () => {
    const spell = spellFrom(calendar, { ...warsaw, zone: 'Asia/Tokyo' }, Date.parse('2026-01-12T23:30:00Z'));
    expect(spell).toMatchObject({ day: '2026-01-13', from: Date.parse('2026-01-12T23:00:00Z') });
  });

  it('is never in the past, and asked again on that moment the answer is that moment', () => {
    const instants = fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2028-12-31') });
    fc.assert(
      fc.property(instants, (at) => {
        const found = worksFrom(calendar, warsaw, at);
        expect(found).toBeGreaterThanOrEqual(at);
        expect(worksFrom(calendar, warsaw, found)).toBe(found);
      }),
    );
  });
});

describe('what is said of hours', () => {
  it('is read in minutes, and refused where it is no stretch of a day', () => {
    expect(readDaySpan('08:30-24:00')).toEqual({ from: 510, to: 1_440 });
    for (const fault of ['8-16', '16:00-08:00', '08:00-08:00', '08:00-25:00', '']) {
      expect(readDaySpan(fault)).toBeNull();
    }
    expect(workingHoursSchema.safeParse({ mon: '08:00-16:00', fri: '08:00' }).error?.issues[0]).toMatchObject(
      {
        path: ['fri'],
      },
    );
    expect(workingHoursSchema.safeParse({ monday: '08:00-16:00' }).success).toBe(false);
  });

  it('names no zone and no days that do not exist', () => {
    expect(zoneSchema.safeParse('Europe/Warszawa').success).toBe(false);
    expect(absenceSchema.safeParse({ from: '2026-02-30', to: '2026-03-01' }).success).toBe(false);
    expect(absenceSchema.safeParse({ from: '2026-03-02', to: '2026-03-01' }).success).toBe(false);
  });
});

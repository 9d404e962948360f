import fc from 'fast-check';
import { DateTime } from 'luxon';
import { addBusinessDays, addBusinessDaysToInstant, isBusinessDay } from './business-days.js';
import { CompiledCalendar } from './calendar.js';
import { civilDateOf, epochDayOf, isoDateOf, parseIsoDate, requireIsoDate, weekdayOf } from './civil-date.js';
import { hasSingleZone, zonesOfCountry } from './country-zones.js';

const calendar = new CompiledCalendar();
const poland = calendar.holidays('PL');
if (poland === undefined) throw new Error('no Polish holidays');

describe('civil dates', () => {
  it('agree with Luxon for two thousand years', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400_000, max: 400_000 }), (day) => {
        const there = DateTime.fromMillis(day * 86_400_000, { zone: 'utc' });
        expect(civilDateOf(day)).toEqual({ year: there.year, month: there.month, day: there.day });
        expect(epochDayOf(there.year, there.month, there.day)).toBe(day);
        expect(weekdayOf(day)).toBe(there.weekday % 7);
      }),
    );
  });

  it('are read only when they exist', () => {
    expect(parseIsoDate('2028-02-29')).toBe(Date.UTC(2028, 1, 29) / 86_400_000);
    for (const wrong of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '2026-4-1',
      '',
      '20260401',
    ]) {
      expect(parseIsoDate(wrong)).toBeUndefined();
    }
    expect(isoDateOf(requireIsoDate('1999-12-31') + 1)).toBe('2000-01-01');
    expect(() => requireIsoDate('2026-02-30')).toThrow(RangeError);
  });
});

describe('Polish holidays', () => {
  it.each([
    '2026-01-01',
    '2026-01-06',
    '2026-04-05',
    '2026-04-06',
    '2026-05-01',
    '2026-05-03',
    '2026-06-04',
    '2026-08-15',
    '2026-11-11',
    '2026-12-24',
    '2026-12-26',
    '2027-03-29',
    '2028-06-15',
  ])('include %s', (date) => {
    expect(poland(requireIsoDate(date))).toBe(true);
  });

  it.each(['2026-01-02', '2026-04-03', '2026-05-02', '2026-11-10', '2024-12-24', '2026-12-31'])(
    'do not include %s',
    (date) => {
      expect(poland(requireIsoDate(date))).toBe(false);
    },
  );

  it('are thirteen or fourteen a year, none lost at the turn of a year', () => {
    for (let year = 2020; year <= 2032; year += 1) {
      let count = 0;
      for (let day = epochDayOf(year, 1, 1); day < epochDayOf(year + 1, 1, 1); day += 1)
        if (poland(day)) count += 1;
      expect(count).toBe(year < 2025 ? 13 : 14);
    }
  });
});

describe('business days', () => {
  it('skip weekends and holidays: two after the Thursday before Corpus Christi weekend', () => {
    const wednesday = requireIsoDate('2026-06-03');
    expect(isoDateOf(addBusinessDays(wednesday, 1, poland))).toBe('2026-06-05');
    expect(isoDateOf(addBusinessDays(wednesday, 2, poland))).toBe('2026-06-08');
    expect(isoDateOf(addBusinessDays(requireIsoDate('2026-12-23'), 1, poland))).toBe('2026-12-28');
  });

  it('zero of them is the day itself or the next one that is worked', () => {
    expect(isoDateOf(addBusinessDays(requireIsoDate('2026-06-05'), 0, poland))).toBe('2026-06-05');
    expect(isoDateOf(addBusinessDays(requireIsoDate('2026-06-06'), 0, poland))).toBe('2026-06-08');
    expect(() => addBusinessDays(0, -1, poland)).toThrow(RangeError);
  });

  it('keep the wall-clock time over a clock change', () => {
    const friday = DateTime.fromISO('2026-03-27T16:45:30', { zone: 'Europe/Warsaw' });
    const table = calendar.zone('Europe/Warsaw', friday.toMillis());
    if (table === undefined) throw new Error('no zone');
    const due = addBusinessDaysToInstant(friday.toMillis(), 1, table, poland);
    expect(DateTime.fromMillis(due, { zone: 'Europe/Warsaw' }).toISO()).toBe('2026-03-30T16:45:30.000+02:00');
  });

  it('always land on a worked day, and n of them contain n worked days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 19_000, max: 22_000 }), fc.integer({ min: 1, max: 40 }), (day, count) => {
        const target = addBusinessDays(day, count, poland);
        let worked = 0;
        for (let each = day + 1; each <= target; each += 1) if (isBusinessDay(each, poland)) worked += 1;
        expect(worked).toBe(count);
        expect(isBusinessDay(target, poland)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the calendar', () => {
  it('tells unknown zones and countries from empty ones', () => {
    expect(calendar.zone('Mars/Olympus', 1_770_000_000_000)).toBeUndefined();
    expect(calendar.holidays('XX')).toBeUndefined();
    expect(calendar.holidays('')).toBeUndefined();
  });

  it('widens a zone when business time moves beyond the compiled years', () => {
    for (const year of [2001, 2026, 2090]) {
      const instant = Date.UTC(year, 6, 1);
      const table = calendar.zone('America/New_York', instant);
      expect(table !== undefined && table.from < instant && table.until > instant).toBe(true);
    }
  });

  it('knows the countries that keep one time', () => {
    expect(zonesOfCountry('PL')).toEqual(['Europe/Warsaw']);
    for (const single of ['PL', 'UA', 'DE', 'GB', 'CZ']) expect(hasSingleZone(single)).toBe(true);
    for (const several of ['US', 'ES', 'PT', 'AU', 'XX', '']) expect(hasSingleZone(several)).toBe(false);
    for (const zone of zonesOfCountry('US')) expect(calendar.zone(zone, Date.UTC(2026, 1, 1))).toBeDefined();
  });
});

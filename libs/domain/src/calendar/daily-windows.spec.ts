import fc from 'fast-check';
import { DateTime } from 'luxon';
import { HOUR_MS, MINUTE_MS, weekdayOf } from './civil-date.js';
import { endOfHours, nextInstantInHours, type HoursOfDay } from './daily-windows.js';
import { compileZone, localDay, localMinute, type ZoneTable } from './zone-table.js';

function zone(name: string): ZoneTable {
  const table = compileZone(name, 2025, 2028);
  if (table === undefined) throw new Error(name);
  return table;
}
const tables = [
  'Europe/Warsaw',
  'America/Havana',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Santiago',
].map(zone);

/** Every day but Wednesday from opens to closes; Sundays, when clocks change, are open. */
function daily(opens: number, closes: number): HoursOfDay {
  return (day) => (weekdayOf(day) === 3 ? null : { opens, closes });
}

function inside(table: ZoneTable, hoursOf: HoursOfDay, instant: number): boolean {
  const hours = hoursOf(localDay(table, instant));
  const minute = localMinute(table, instant);
  return hours !== null && minute >= hours.opens && minute < hours.closes;
}

const anyHours = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([opens, closes]) => opens < closes);
/** Any instant of a zone, every second one of them within a day of a clock change. */
const somewhen = fc.constantFrom(...tables).chain((table) =>
  fc.tuple(
    fc.constant(table),
    fc.oneof(
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 1) }),
      fc
        .tuple(fc.constantFrom(...table.transitions, Date.UTC(2026, 5, 1)), fc.integer({ min: -30, max: 2 }))
        .map(([change, hours]) => Math.min(change, Date.UTC(2027, 11, 1)) + hours * HOUR_MS),
    ),
  ),
);

describe('hours of the day', () => {
  it('are entered at the first instant inside them, and left at the first instant outside', () => {
    fc.assert(
      fc.property(somewhen, anyHours, ([table, instant], [opens, closes]) => {
        const hoursOf = daily(opens, closes);
        const next = nextInstantInHours(table, hoursOf, instant, instant + 240 * HOUR_MS);
        expect(inside(table, hoursOf, next)).toBe(true);
        if (next > instant) expect(inside(table, hoursOf, next - 1)).toBe(false);
        for (let at = instant; at < next; at += 13 * MINUTE_MS)
          expect(inside(table, hoursOf, at)).toBe(false);
        const end = endOfHours(table, hoursOf, next, next + 240 * HOUR_MS);
        expect(inside(table, hoursOf, end)).toBe(false);
        for (let at = next; at < end; at += 13 * MINUTE_MS) expect(inside(table, hoursOf, at)).toBe(true);
        expect(inside(table, hoursOf, end - 1)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('that the night of the clock change skips open at the end of the gap', () => {
    const warsaw = zone('Europe/Warsaw');
    const everyNight: HoursOfDay = () => ({ opens: 135, closes: 165 });
    const saturday = DateTime.fromISO('2026-03-28T12:00', { zone: 'Europe/Warsaw' }).toMillis();
    const next = nextInstantInHours(warsaw, everyNight, saturday, saturday + 100 * HOUR_MS);
    expect(DateTime.fromMillis(next, { zone: 'Europe/Warsaw' }).toISO()).toBe(
      '2026-03-30T02:15:00.000+02:00',
    );
  });

  it('that never open are reported as such instead of searched for ever', () => {
    const warsaw = zone('Europe/Warsaw');
    expect(nextInstantInHours(warsaw, () => null, 1_770_000_000_000, 1_775_000_000_000)).toBe(Infinity);
  });

  it('that last all day and all night end at the limit', () => {
    const always: HoursOfDay = () => ({ opens: 0, closes: 1440 });
    const at = Date.UTC(2026, 9, 24, 12);
    expect(endOfHours(zone('Europe/Warsaw'), always, at, at + 72 * HOUR_MS)).toBe(at + 72 * HOUR_MS);
  });
});

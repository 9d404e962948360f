import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { DAY_MS } from './civil-date.js';
import { instantOfLocal } from './local-time.js';
import {
  compileZone,
  localDay,
  localMinute,
  nextTransition,
  offsetAt,
  type ZoneTable,
} from './zone-table.js';

const ZONES = [
  'Europe/Warsaw',
  'Europe/Kyiv',
  'Europe/London',
  'Europe/Dublin',
  'Atlantic/Azores',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'America/Adak',
  'UTC',
];

const tables = new Map<string, ZoneTable>();
function table(zone: string): ZoneTable {
  const known = tables.get(zone) ?? compileZone(zone, 2005, 2040);
  if (known === undefined) throw new Error(`no zone ${zone}`);
  tables.set(zone, known);
  return known;
}

const anyZone = fc.constantFrom(...ZONES);
const anyInstant = fc.integer({ min: Date.UTC(2005, 0, 2), max: Date.UTC(2040, 11, 30) });

describe('a compiled zone', () => {
  it('shows the same offset, day and minute as Luxon at any instant', () => {
    fc.assert(
      fc.property(anyZone, anyInstant, (zone, instant) => {
        const compiled = table(zone);
        const there = DateTime.fromMillis(instant, { zone });
        expect(offsetAt(compiled, instant)).toBe(there.offset);
        expect(localMinute(compiled, instant)).toBe(there.hour * 60 + there.minute);
        expect(localDay(compiled, instant) * DAY_MS).toBe(Date.UTC(there.year, there.month - 1, there.day));
      }),
      { numRuns: 3000 },
    );
  });

  it('knows each change to the millisecond', () => {
    for (const zone of ZONES) {
      const source = IANAZone.create(zone);
      for (const change of table(zone).transitions) {
        expect(offsetAt(table(zone), change)).toBe(source.offset(change));
        expect(offsetAt(table(zone), change - 1)).toBe(source.offset(change - 1));
        expect(source.offset(change)).not.toBe(source.offset(change - 1));
      }
    }
  });

  it('holds the two yearly changes of Poland and none of a zone without summer time', () => {
    const year = compileZone('Europe/Warsaw', 2026, 2026);
    expect(year?.transitions).toEqual([Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)]);
    expect(year?.offsets).toEqual([60, 120, 60]);
    expect(compileZone('Asia/Kolkata', 2026, 2030)?.offsets).toEqual([330]);
  });

  it('moves to the next change, and to none after the last', () => {
    const year = table('Europe/Warsaw');
    const change = Date.UTC(2026, 2, 29, 1);
    expect(nextTransition(year, change - 1)).toBe(change);
    expect(nextTransition(year, change)).toBe(Date.UTC(2026, 9, 25, 1));
    expect(nextTransition(table('UTC'), change)).toBe(Infinity);
  });

  it('refuses instants that it was not compiled for, and names that are no zone', () => {
    expect(() => offsetAt(table('UTC'), Date.UTC(2004, 0, 1))).toThrow(RangeError);
    expect(() => offsetAt(table('UTC'), Date.UTC(2041, 0, 1))).toThrow(RangeError);
    expect(compileZone('Europe/Nowhere', 2026, 2026)).toBeUndefined();
    expect(compileZone('', 2026, 2026)).toBeUndefined();
    expect(() => compileZone('Europe/Warsaw', 1950, 2026)).toThrow(RangeError);
  });
});

describe('a local wall time', () => {
  it('is the first instant at which the clocks show it or later', () => {
    const anyDay = fc.integer({ min: 13_000, max: 25_500 });
    fc.assert(
      fc.property(anyZone, anyDay, fc.integer({ min: 0, max: 1439 }), (zone, day, minute) => {
        const compiled = table(zone);
        const instant = instantOfLocal(compiled, day, minute);
        const shown = localDay(compiled, instant) * 1440 + localMinute(compiled, instant);
        const before = localDay(compiled, instant - 1) * 1440 + localMinute(compiled, instant - 1);
        expect(shown).toBeGreaterThanOrEqual(day * 1440 + minute);
        expect(before).toBeLessThan(day * 1440 + minute);
      }),
      { numRuns: 2000 },
    );
  });

  it('that a clock change skips is the end of the gap; one shown twice is the earlier', () => {
    const warsaw = table('Europe/Warsaw');
    const gapDay = Date.UTC(2026, 2, 29) / DAY_MS;
    const overlapDay = Date.UTC(2026, 9, 25) / DAY_MS;
    expect(instantOfLocal(warsaw, gapDay, 150)).toBe(Date.UTC(2026, 2, 29, 1));
    expect(instantOfLocal(warsaw, overlapDay, 150)).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });
});

import { CompiledCalendar } from '../calendar/calendar.js';
import { isoDateOf, requireIsoDate } from '../calendar/civil-date.js';
import { cadenceCalendarOf } from './cadence-calendar.js';

const calendar = cadenceCalendarOf(new CompiledCalendar());

describe("the cadence's calendar", () => {
  it('gives the local day and the instant of a wall time in a zone', () => {
    const noon = calendar.instantAt(requireIsoDate('2026-07-01'), 720, 'Europe/Warsaw');
    expect(noon).toBe(Date.UTC(2026, 6, 1, 10));
    expect(isoDateOf(calendar.localDay(Date.UTC(2026, 6, 1, 22, 30), 'Europe/Warsaw'))).toBe('2026-07-02');
  });

  it('counts business days over weekends and public holidays of the country', () => {
    const tuesday = requireIsoDate('2026-11-10');
    expect(isoDateOf(calendar.addBusinessDays(tuesday, 1, 'PL'))).toBe('2026-11-12');
    expect(isoDateOf(calendar.addBusinessDays(tuesday, 3, 'PL'))).toBe('2026-11-16');
  });

  it('tells which zones and countries it knows, and calls asking for others a fault', () => {
    expect(calendar.knowsZone('Europe/Warsaw', Date.UTC(2026, 0, 1))).toBe(true);
    expect(calendar.knowsZone('Nowhere', Date.UTC(2026, 0, 1))).toBe(false);
    expect(calendar.knowsCountry('PL')).toBe(true);
    expect(calendar.knowsCountry('XX')).toBe(false);
    expect(() => calendar.localDay(Date.UTC(2026, 0, 1), 'Nowhere')).toThrow(RangeError);
    expect(() => calendar.addBusinessDays(0, 1, 'XX')).toThrow(RangeError);
  });
});

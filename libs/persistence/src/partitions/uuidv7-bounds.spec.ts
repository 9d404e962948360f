import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { monthAfter, monthOf, uuidv7Bounds } from './uuidv7-bounds.js';

const instants = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });

describe('the bounds of a month’s ids', () => {
  it('begin and end with the month in UTC', () => {
    expect(uuidv7Bounds(2026, 1)).toEqual({
      from: '019b76da-a800-0000-0000-000000000000',
      to: '019c167f-cc00-0000-0000-000000000000',
    });
    expect(Number.parseInt('019b76daa800', 16)).toBe(Date.UTC(2026, 0));
    expect(Number.parseInt('019c167fcc00', 16)).toBe(Date.UTC(2026, 1));
  });

  it('hold every id made in the month, and none made in another', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -30, max: 30 }), (instant, months) => {
        const id = uuidv7({ msecs: instant });
        const own = monthOf(instant);
        const { from, to } = uuidv7Bounds(own.year, own.month);
        expect(from <= id && id < to).toBe(true);
        const other = monthAfter(own, months);
        if (months === 0 || other.year < 1970) return;
        const bounds = uuidv7Bounds(other.year, other.month);
        expect(bounds.from <= id && id < bounds.to).toBe(false);
      }),
    );
  });

  it('leave no gap between one month and the next', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const { year, month } = monthOf(instant);
        const next = monthAfter({ year, month }, 1);
        expect(uuidv7Bounds(year, month).to).toBe(uuidv7Bounds(next.year, next.month).from);
      }),
    );
  });

  it('are given for months that exist alone', () => {
    for (const [year, month] of [
      [2026, 0],
      [2026, 13],
      [2026, 1.5],
      [1969, 12],
      [20_000, 1],
    ] as const) {
      expect(() => uuidv7Bounds(year, month)).toThrow(RangeError);
    }
  });
});

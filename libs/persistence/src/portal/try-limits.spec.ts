import fc from 'fast-check';
import { allowedFrom, recentTries } from './try-limits.js';

const MINUTE = 60_000;
const limits = [
  { tries: 5, windowMs: 15 * MINUTE },
  { tries: 20, windowMs: 24 * 60 * MINUTE },
];

describe('limits on identity tries', () => {
  it('allow a fifth try and refuse a sixth until the first is fifteen minutes old', () => {
    const four = [0, 1, 2, 3].map((m) => m * MINUTE);
    expect(allowedFrom(four, limits, 4 * MINUTE)).toBe(4 * MINUTE);
    expect(allowedFrom([...four, 4 * MINUTE], limits, 5 * MINUTE)).toBe(15 * MINUTE);
  });

  it('hold back for the rest of the day after twenty', () => {
    const twenty = Array.from({ length: 20 }, (_, i) => i * 16 * MINUTE);
    expect(allowedFrom(twenty, limits, 400 * MINUTE)).toBe(24 * 60 * MINUTE);
  });

  it('never let more through than each window allows, however the tries are spaced', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 * MINUTE }), { maxLength: 120 }), (gaps) => {
        let now = 0;
        let tries: number[] = [];
        const allowed: number[] = [];
        for (const gap of gaps) {
          now += gap;
          tries = recentTries(tries, limits, now);
          if (allowedFrom(tries, limits, now) > now) continue;
          tries.push(now);
          allowed.push(now);
        }
        for (const { tries: most, windowMs } of limits) {
          for (const end of allowed) {
            expect(allowed.filter((at) => at <= end && at > end - windowMs).length).toBeLessThanOrEqual(most);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

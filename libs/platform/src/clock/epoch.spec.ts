import fc from 'fast-check';
import type { ClockRow } from '#contracts';
import { businessTime, epochAtStart, reanchor } from './epoch.js';

const demo: ClockRow = { mode: 'demo', factor: 1440, businessEpoch: 1_000_000, machineEpoch: 5_000 };

describe('business time (I10)', () => {
  it('is the machine’s in real time, stands still when stepped, and runs by its factor in a demo', () => {
    expect(businessTime({ ...demo, mode: 'real' }, 7_000)).toBe(7_000);
    expect(businessTime({ ...demo, mode: 'stepped' }, 7_000)).toBe(1_000_000);
    expect(businessTime(demo, 6_000)).toBe(1_000_000 + 1_440_000);
  });

  it('stays on the same line when its epoch is told anew', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.integer({ min: 1, max: 10_000 }), (first, later, factor) => {
        const row = { ...demo, factor };
        const machine = row.machineEpoch + first;
        expect(businessTime(reanchor(row, machine), machine + later)).toBe(
          businessTime(row, machine + later),
        );
      }),
    );
  });

  it('goes on from where it stood when a demo was closed for the night', () => {
    const night = 8 * 3_600_000;
    const next = epochAtStart({ mode: 'demo', factor: 1440 }, demo, demo.machineEpoch + night);
    expect(next && businessTime(next, demo.machineEpoch + night)).toBe(demo.businessEpoch);
  });

  it('is not touched by a second process that joins a running demo', () => {
    expect(epochAtStart({ mode: 'demo', factor: 1440 }, demo, demo.machineEpoch + 1_000)).toBeUndefined();
  });

  it('does not leap when a demo is given another speed', () => {
    const machine = demo.machineEpoch + 2_000;
    const next = epochAtStart({ mode: 'demo', factor: 10 }, demo, machine);
    expect(next?.factor).toBe(10);
    expect(next && businessTime(next, machine)).toBe(businessTime(demo, machine));
  });

  it('keeps stepped time where it was advanced to, whatever instant it was begun with', () => {
    const stored: ClockRow = { ...demo, mode: 'stepped' };
    expect(epochAtStart({ mode: 'stepped', at: 1 }, stored, 9_000)).toBeUndefined();
  });

  it('never mixes kinds of time in one database', () => {
    expect(() => epochAtStart({ mode: 'real' }, demo, 9_000)).toThrow(/keeps demo time/);
    expect(() => epochAtStart({ mode: 'demo', factor: 2 }, { ...demo, mode: 'real' }, 9_000)).toThrow(
      /keeps real time/,
    );
  });
});

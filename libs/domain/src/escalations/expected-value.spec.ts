import fc from 'fast-check';
import { stages } from '../cadence/stage.js';
import { expectedValue, standings } from './expected-value.js';
import { RECOVERY_CHANCES, type RecoveryChanceTable } from './recovery-chance.data.js';

const TODAY = '2026-03-02';

describe('what a call may bring', () => {
  it('is what is owed times the chance by stage and age, rounded down to whole minor units', () => {
    expect(expectedValue({ balanceMinor: 1_001, stage: 'early', dpd: 10 }, TODAY)).toEqual({
      minor: 850,
      perMille: 850,
      table: '2026-01',
    });
    expect(expectedValue({ balanceMinor: 100_000, stage: 'late', dpd: 75 }, TODAY).minor).toBe(60_000);
    expect(expectedValue({ balanceMinor: 100_000, stage: 'late', dpd: 400 }, TODAY).minor).toBe(12_000);
    expect(expectedValue({ balanceMinor: -5, stage: 'early', dpd: 1 }, TODAY).minor).toBe(0);
  });

  it('is exact for sums of any size', () => {
    const balanceMinor = Number.MAX_SAFE_INTEGER;
    expect(expectedValue({ balanceMinor, stage: 'pre_due', dpd: -3 }, TODAY).minor).toBe(
      8_556_839_292_003_941,
    );
  });

  it('has a chance for each stage at each age, which never grows with age', () => {
    for (const stage of stages) {
      const chances = [-30, 0, 1, 30, 31, 90, 91, 200, 400, 4_000].map(
        (dpd) => expectedValue({ balanceMinor: 1_000, stage, dpd }, TODAY).perMille,
      );
      expect([...chances].sort((a, b) => b - a)).toEqual(chances);
      if (stage !== 'closed') expect(Math.min(...chances)).toBeGreaterThan(0);
    }
  });

  it('is by the table of its day, so that a table to come changes nothing today', () => {
    const [now] = RECOVERY_CHANCES as [RecoveryChanceTable];
    const later: RecoveryChanceTable = {
      ...{ ...now, version: '2026-07', validFrom: '2026-07-01' },
      lines: [{ stages: ['early'], upToDpd: Infinity, perMille: 1 }],
    };
    const table = (day: string) =>
      expectedValue({ balanceMinor: 1, stage: 'early', dpd: 1 }, day, [later, now]).table;
    expect([table('2025-01-01'), table('2026-06-30'), table('2026-07-01')]).toEqual([
      '2026-01',
      '2026-01',
      '2026-07',
    ]);
  });
});

describe('the place of a sum among those of its currency', () => {
  it('is in the middle for an only one, the same for equals, and higher for more', () => {
    const pln = (minor: number) => ({ currency: 'PLN', minor });
    expect(standings([pln(5), { currency: 'EUR', minor: 1 }, pln(1), pln(5), pln(9)])).toEqual([
      500, 500, 125, 500, 875,
    ]);
    expect(standings([])).toEqual([]);
  });

  it('does not depend on what stands beside it in other currencies', () => {
    const sums = fc.array(fc.nat(9), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sums, sums, (ours, theirs) => {
        const mine = ours.map((minor) => ({ currency: 'PLN', minor }));
        const others = theirs.map((minor) => ({ currency: 'EUR', minor: minor * 1_000 }));
        expect(standings([...mine, ...others]).slice(0, mine.length)).toEqual(standings(mine));
      }),
    );
  });
});

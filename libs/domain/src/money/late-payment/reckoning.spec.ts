import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { isoDateOf, requireIsoDate } from '../../calendar/civil-date.js';
import { lateInterest } from './late-interest.js';
import { limitationOf } from './limitation.js';
import { parseLateRates } from './parse-late-rates.js';
import { reckon } from './reckoning.js';

const parsed = parseLateRates(readFileSync('campaigns/rates/pl.yaml', 'utf8'), 'pl.yaml');
if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
const { rates } = parsed;

describe('a claim reckoned line by line', () => {
  // 10,000.00 due on 2025-12-01: two days at 9.75 % (4.25 and 5.5 points) = 5.342466, then 29 days at 9.50 % (4.00 %
  // since 4 December) up to the 31st less one… 2 to 3 December, 4 to 31 December: 28 days = 72.876712. Together 78.219178.
  it('follows the reference rate from the day on which it changes, where a consumer owes', () => {
    const found = reckon(rates, {
      amountMinor: 1_000_000,
      dueDate: '2025-12-01',
      until: '2025-12-31',
      debtor: 'consumer',
    });
    expect(found).toEqual({
      known: true,
      value: {
        lines: [
          { from: '2025-12-02', to: '2025-12-03', days: 2, percent: 975, parts: 5_342_466 },
          { from: '2025-12-04', to: '2025-12-31', days: 28, percent: 950, parts: 72_876_712 },
        ],
        interestMinor: 7_822,
        compensation: null,
      },
    });
  });

  it('says what a business owes besides, and the lines add up to the interest that its mails state', () => {
    const of = {
      amountMinor: 1_000_000,
      dueDate: '2025-01-15',
      until: '2025-09-30',
      debtor: 'business' as const,
    };
    const found = reckon(rates, of);
    if (!found.known) throw new Error(found.missing);
    expect(found.value.lines.map(({ percent }) => percent)).toEqual([1_575, 1_525]);
    expect(lateInterest(rates, of)).toEqual({ known: true, value: found.value.interestMinor });
    expect(found.value.compensation).toEqual({ euro: 70, minor: 29_911 });
  });

  it('has no line that overlaps another or leaves a day out, and lines that add up', () => {
    const day = fc.integer({ min: requireIsoDate('2021-01-01'), max: requireIsoDate('2026-02-28') });
    fc.assert(
      fc.property(day, day, fc.integer({ min: 1, max: 100_000_000 }), (a, b, amountMinor) => {
        const [due, until] = [Math.min(a, b), Math.max(a, b)];
        const found = reckon(rates, {
          amountMinor,
          dueDate: isoDateOf(due),
          until: isoDateOf(until),
          debtor: 'consumer',
        });
        if (!found.known) throw new Error(found.missing);
        const { lines, interestMinor } = found.value;
        expect(lines.reduce((sum, { days }) => sum + days, 0)).toBe(until - due);
        lines.forEach(({ from }, index) => {
          const before = lines[index - 1]?.to ?? isoDateOf(due);
          expect(requireIsoDate(from)).toBe(requireIsoDate(before) + 1);
        });
        const sum = lines.reduce((total, { parts }) => total + parts, 0) / 10_000;
        expect(Math.abs(sum - interestMinor)).toBeLessThan(0.51);
      }),
      { numRuns: 40 },
    );
  });

  it('is not known where the table is not confirmed', () => {
    const of = { amountMinor: 100, dueDate: '2026-03-01', until: '2026-03-20', debtor: 'consumer' as const };
    expect(reckon(rates, of)).toEqual({ known: false, missing: 'the reference rate in force on 2026-03-05' });
  });
});

describe('the limitation of a claim', () => {
  it.each([
    ['business', '2023-03-15', '2027-01-01'],
    ['business', '2023-12-31', '2027-01-01'],
    ['business', '2024-01-01', '2028-01-01'],
    ['sale', '2024-02-29', '2027-01-01'],
    ['general', '2020-06-30', '2027-01-01'],
    ['carriage', '2025-05-10', '2026-05-11'],
    ['carriage', '2024-02-29', '2025-03-01'],
  ] as const)('of %s due on %s begins on %s', (claim, dueDate, barredOn) => {
    expect(limitationOf(rates, claim, dueDate)).toMatchObject({ known: true, value: { barredOn } });
  });

  it('of a claim from before the law changed is for a lawyer', () => {
    expect(limitationOf(rates, 'business', '2018-07-08').known).toBe(false);
  });
});

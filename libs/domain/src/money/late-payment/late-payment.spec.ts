import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { isoDateOf, requireIsoDate } from '../../calendar/civil-date.js';
import { lateClaim } from './late-claim.js';
import { lateCompensation } from './late-compensation.js';
import { lateInterest } from './late-interest.js';
import type { LateRates } from './late-rates.js';
import { parseLateRates } from './parse-late-rates.js';

const FILE = new URL('../../../../../campaigns/rates/pl.yaml', import.meta.url);
const TEXT = readFileSync(FILE, 'utf8');

function ratesFrom(text: string, acceptUnconfirmed = false): LateRates {
  const parsed = parseLateRates(text, 'pl.yaml', { acceptUnconfirmed });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.rates;
}

const rates = ratesFrom(TEXT);
const withUnconfirmed = ratesFrom(TEXT, true);

function interest(amountMinor: number, dueDate: string, until: string, debtor = 'business' as const): number {
  const found = lateInterest(rates, { amountMinor, dueDate, until, debtor });
  if (!found.known) throw new Error(found.missing);
  return found.value;
}

describe('statutory interest between businesses', () => {
  // Due 2025-12-12, asked for on 2025-12-31: 19 days. Reference rate on 1 July 2025: 5.25 % (5.00 % came on 3 July),
  // so 15.25 % a year. 10,000.00 × 15.25 % × 19 / 365 = 79.3835… → 79.38.
  it('takes the reference rate of the first day of the half-year, not a later one, and ten points', () => {
    expect(interest(1_000_000, '2025-12-12', '2025-12-31')).toBe(7_938);
  });

  // From 13 to 31 December 19 days at 15.25 % = 79.38356; from 1 to 26 January 2026 26 days at 14 % (4.00 % on 1 January
  // and 10 points) = 99.72602; together 179.10958 → 179.11: rounded once, at the end.
  it('goes from rate to rate at the turn of the half-year and rounds once', () => {
    expect(interest(1_000_000, '2025-12-12', '2026-01-26')).toBe(17_911);
  });

  // The same 45 days where a public health-care entity owes: 13.25 % and 12 %. 68.97260 + 85.47945 = 154.45205 → 154.45.
  it('takes eight points where a public health-care entity owes', () => {
    const of = { amountMinor: 1_000_000, dueDate: '2025-12-12', until: '2026-01-26' };
    expect(lateInterest(rates, { ...of, debtor: 'public-health' })).toEqual({ known: true, value: 15_445 });
  });

  // A day of 14 % on 3,650.00 is exactly 1.40; on 36.50 it is 0.014, which rounds down. 73 days of 14 % on 1.25 are
  // 0.035 exactly, and the half goes up.
  it('rounds to the nearest grosz, halves up', () => {
    expect(interest(365_000, '2026-01-01', '2026-01-02')).toBe(140);
    expect(interest(3_650, '2026-01-01', '2026-01-02')).toBe(1);
    expect(interest(125, '2026-01-01', '2026-03-15')).toBe(4);
  });

  it('is nothing on the due date and before it, whatever the table knows', () => {
    expect(interest(1_000_000, '2026-01-26', '2026-01-26')).toBe(0);
    expect(interest(1_000_000, '2031-01-26', '2030-12-26')).toBe(0);
  });

  it('is not known where the table does not say for certain, and tells what to look up', () => {
    const of = { amountMinor: 100, dueDate: '2026-06-20', until: '2026-07-02', debtor: 'business' as const };
    const missing = 'the reference rate in force on 2026-07-01';
    expect(lateInterest(rates, of)).toEqual({ known: false, missing });
    expect(lateInterest(withUnconfirmed, of)).toEqual({ known: false, missing });
    expect(lateInterest(rates, { ...of, dueDate: '2019-06-20', until: '2019-07-02' }).known).toBe(false);
  });

  const amounts = fc.integer({ min: 0, max: 5_000_000_000 });
  const first = requireIsoDate('2020-08-01');
  const days = fc.integer({ min: first, max: requireIsoDate('2026-06-30') });

  it('is the same in parts as in whole, but for the rounding', () => {
    fc.assert(
      fc.property(amounts, days, days, days, (amount, a, b, c) => {
        const [due = 0, middle = 0, until = 0] = [a, b, c].sort((x, y) => x - y);
        const whole = interest(amount, isoDateOf(due), isoDateOf(until));
        const parts =
          interest(amount, isoDateOf(due), isoDateOf(middle)) +
          interest(amount, isoDateOf(middle), isoDateOf(until));
        expect(Math.abs(whole - parts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never falls from day to day, and bears no interest itself', () => {
    fc.assert(
      fc.property(amounts, days, days, (amount, a, b) => {
        const [due, until] = [Math.min(a, b), Math.max(a, b)];
        const today = interest(amount, isoDateOf(due), isoDateOf(until));
        const yesterday = interest(amount, isoDateOf(due), isoDateOf(until - 1));
        expect(today).toBeGreaterThanOrEqual(yesterday);
        // 17 % is above every rate in the table: simple interest stays below it times the days.
        expect(today).toBeLessThanOrEqual(Math.ceil((amount * 0.17 * (until - due)) / 365));
      }),
    );
  });
});

describe('interest for delay that a consumer owes', () => {
  it('follows the reference rate from day to day, five and a half points on top, twice that at most', () => {
    expect(rates.consumerPercentOn(requireIsoDate('2025-12-03'))).toMatchObject({
      value: { statutory: 975, cap: 1950 },
    });
    expect(rates.consumerPercentOn(requireIsoDate('2025-12-04'))).toMatchObject({
      value: { statutory: 950, cap: 1900 },
    });
  });
});

describe('compensation for the costs of recovery', () => {
  // Fell due in January 2025: the mid rate of 31 December 2024 holds, 4.2730.
  it.each([
    [500_000, 40, 17_092],
    [500_001, 70, 29_911],
    [4_999_999, 70, 29_911],
    [5_000_000, 100, 42_730],
  ])('of an invoice over %i groszy is EUR %i', (amountMinor, euro, minor) => {
    const found = lateCompensation(rates, { amountMinor, dueDate: '2025-01-15' });
    expect(found).toEqual({ known: true, value: { euro, minor } });
  });

  it('is not known where the rate of that month is missing or not confirmed', () => {
    const of = (dueDate: string) => ({ amountMinor: 500_000, dueDate });
    const missing = 'the mid rate of the euro on the last business day of 2025-12';
    expect(lateCompensation(rates, of('2026-01-31'))).toEqual({ known: false, missing });
    expect(lateCompensation(withUnconfirmed, of('2026-01-31')).known).toBe(true);
    expect(lateCompensation(withUnconfirmed, of('2030-01-31')).known).toBe(false);
  });
});

describe('what may be claimed for a list of invoices', () => {
  const late = { amountMinor: 1_000_000, paidMinor: 0, dueDate: '2025-01-31', currency: 'PLN' };

  // Due 2025-01-31, until 2025-03-02: 30 days at 15.75 % (5.75 % on 1 January 2025). On the open 6,000.00:
  // 6,000 × 15.75 % × 30 / 365 = 77.67123 → 77.67. The whole 10,000.00 decides the tier: EUR 70 × 4.2730 = 299.11.
  it('is interest on what is open, and the compensation of the whole amount', () => {
    expect(lateClaim(rates, [{ ...late, paidMinor: 400_000 }], '2025-03-02')).toEqual({
      known: true,
      value: [{ interestMinor: 7_767, compensationEuro: 70, compensationMinor: 29_911 }],
    });
  });

  it('is nothing for invoices that are paid or not yet late', () => {
    const nothing = { interestMinor: 0, compensationEuro: 0, compensationMinor: 0 };
    const invoices = [
      { ...late, paidMinor: 1_000_000 },
      { ...late, dueDate: '2025-03-02' },
    ];
    expect(lateClaim(rates, invoices, '2025-03-02')).toEqual({ known: true, value: [nothing, nothing] });
  });

  it('is not known as a whole when one invoice is not covered', () => {
    const foreign = { ...late, currency: 'EUR' };
    expect(lateClaim(rates, [late, foreign], '2025-03-02')).toEqual({
      known: false,
      missing: 'rates for EUR',
    });
  });
});

describe('a file of rates', () => {
  const faultsOf = (text: string): string[] => {
    const parsed = parseLateRates(text, 'pl.yaml');
    return parsed.ok ? [] : parsed.faults.map(({ path, message }) => `${path}: ${message}`);
  };

  it.each([
    ['from: 2021-11-04', 'from: 2021-02-30', 'is no calendar date'],
    ['from: 2021-11-04', 'from: 2020-11-04', 'is not later than 2021-10-07'],
    ['percent: 1.25', 'percent: 1.255', 'has more digits than two decimals'],
    ['month: 2021-12', 'month: 2020-12', '2020-12 is there twice'],
    ['- { euro: 100 }', '- { euro: 100, upTo: 90000 }', 'the last tier, and it alone'],
    ['mark: K', 'mark: X', 'Invalid option'],
  ])('is refused where it says %s as %s', (right, wrong, message) => {
    expect(faultsOf(TEXT)).toEqual([]);
    expect(faultsOf(TEXT.replace(right, wrong))[0]).toContain(message);
  });
});

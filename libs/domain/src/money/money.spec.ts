import fc from 'fast-check';
import { allocatePayment, debtComponents } from './allocate-payment.js';
import { stageOf } from '../cadence/stage.js';
import { daysPastDue } from './days-past-due.js';
import { formatDate } from './format-date.js';
import { formatMoney } from './format-money.js';
import { languages } from './language.js';
import { currencies, isCurrency } from './money.js';
import { parseAmount, type AmountFault } from './parse-amount.js';
import { counted } from './plural.js';

describe('an amount in a message', () => {
  it.each([
    [123_450, 'PLN', 'pl', '1 234,50 zł'],
    [123_450, 'PLN', 'en', 'PLN 1,234.50'],
    [123_450, 'PLN', 'uk', '1 234,50 zł'],
    [123_450, 'UAH', 'uk', '1 234,50 грн'],
    [123_450, 'UAH', 'pl', '1 234,50 UAH'],
    [100_000_005, 'EUR', 'pl', '1 000 000,05 EUR'],
    [99_999, 'PLN', 'pl', '999,99 zł'],
    [5, 'PLN', 'pl', '0,05 zł'],
    [0, 'PLN', 'en', 'PLN 0.00'],
    [-123_450, 'PLN', 'pl', '-1 234,50 zł'],
  ] as const)('%d %s in %s reads %s', (minor, currency, language, expected) => {
    expect(formatMoney(minor, currency, language, { spaces: 'plain' })).toBe(expected);
    expect(formatMoney(minor, currency, language)).toBe(expected.replaceAll(' ', '\u00a0'));
  });

  it.each([
    ['pl', '1234,50 zł'],
    ['en', 'PLN 1,234.50'],
    ['uk', '1234,50 zł'],
  ] as const)('has no space in the number of an SMS in %s', (language, expected) => {
    expect(formatMoney(123_450, 'PLN', language, { spaces: 'ungrouped' })).toBe(expected);
  });

  it('is never written from a fraction of a minor unit', () => {
    for (const wrong of [12.5, Number.NaN, Infinity, 2 ** 60]) {
      expect(() => formatMoney(wrong, 'PLN', 'pl')).toThrow(RangeError);
    }
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 100_000_000_000 }),
        fc.constantFrom(...languages),
        fc.constantFrom('plain' as const, 'no-break' as const, 'ungrouped' as const),
        (minor, language, spaces) => {
          const text = formatMoney(minor, 'PLN', language, { spaces }).replace(/PLN|zł/, '');
          expect(parseAmount(text, { allowNegative: true })).toEqual({ ok: true, minor });
        },
      ),
    );
  });
});

describe('an amount in a file', () => {
  it.each([
    ['1234', 123_400],
    ['1234,5', 123_450],
    ['1234.50', 123_450],
    ['1 234,50', 123_450],
    ['1\u00a0234,50', 123_450],
    ['1\u202f234\u202f567,89', 123_456_789],
    ['1.234,50', 123_450],
    ['1,234.50', 123_450],
    ['1.234.567', 123_456_700],
    ['1.234.567,89', 123_456_789],
    ['1,234,567.8', 123_456_780],
    ['0,01', 1],
    ['007', 700],
    ['  12 ', 1200],
  ])('%j is %d minor units', (text, minor) => {
    expect(parseAmount(text)).toEqual({ ok: true, minor });
  });

  it.each<[string, AmountFault]>([
    ['', 'empty'],
    ['  ', 'empty'],
    ['1,234,50', 'two-decimal-marks'],
    ['12.34.56', 'two-decimal-marks'],
    ['1.234,567,89', 'two-decimal-marks'],
    ['1,234', 'ambiguous-thousands'],
    ['1.234', 'ambiguous-thousands'],
    ['1234,567', 'too-many-decimals'],
    ['1.5000', 'too-many-decimals'],
    ['1,234.567', 'too-many-decimals'],
    ['1 23,50', 'wrong-grouping'],
    ['12 34', 'wrong-grouping'],
    ['12.34,50', 'wrong-grouping'],
    ['1 234.567,00', 'wrong-grouping'],
    ['-5', 'negative'],
    ['\u22125,00', 'negative'],
    ['12,', 'not-a-number'],
    [',50', 'not-a-number'],
    ['1e5', 'not-a-number'],
    ['12 zł', 'not-a-number'],
    ['(12,50)', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['٣', 'not-a-number'],
    ['99999999999999999', 'too-large'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parseAmount(text)).toEqual({ ok: false, reason });
  });

  it('may be negative only where that was asked for', () => {
    expect(parseAmount('-1 234,50', { allowNegative: true })).toEqual({ ok: true, minor: -123_450 });
    expect(parseAmount('-0', { allowNegative: true })).toEqual({ ok: true, minor: 0 });
    expect(parseAmount('-', { allowNegative: true })).toEqual({ ok: false, reason: 'not-a-number' });
  });

  it('is in a currency that is known', () => {
    expect(currencies.every(isCurrency)).toBe(true);
    for (const wrong of ['pln', 'XXX', '', 'PLNN']) expect(isCurrency(wrong)).toBe(false);
  });
});

describe('a payment', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 });
  const owed = fc.record({ costs: amount, interest: amount, principal: amount });
  const order = fc.shuffledSubarray([...debtComponents], { minLength: 3 });

  it('is allocated to the last grosz, to nothing that is not owed, each component in turn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000 }), owed, order, (paid, debt, inOrder) => {
        const result = allocatePayment(paid, debt, inOrder);
        expect(result.costs + result.interest + result.principal + result.remainder).toBe(paid);
        let allBefore = true;
        for (const component of inOrder) {
          expect(result[component]).toBeGreaterThanOrEqual(0);
          expect(result[component]).toBeLessThanOrEqual(debt[component]);
          if (!allBefore) expect(result[component]).toBe(0);
          allBefore &&= result[component] === debt[component];
        }
        if (result.remainder > 0) expect(allBefore).toBe(true);
      }),
    );
  });

  it('pays costs, then interest, then principal unless the creditor says otherwise', () => {
    const debt = { costs: 4_000, interest: 1_000, principal: 100_000 };
    expect(allocatePayment(6_000, debt)).toEqual({
      costs: 4_000,
      interest: 1_000,
      principal: 1_000,
      remainder: 0,
    });
    expect(allocatePayment(6_000, debt, ['principal', 'interest', 'costs'])).toMatchObject({
      principal: 6_000,
    });
    expect(allocatePayment(106_000, debt).remainder).toBe(1_000);
  });

  it('that is negative or broken, or an order that leaves something out, is a fault', () => {
    const debt = { costs: 0, interest: 0, principal: 100 };
    expect(() => allocatePayment(-1, debt)).toThrow(RangeError);
    expect(() => allocatePayment(0.5, debt)).toThrow(RangeError);
    expect(() => allocatePayment(1, { ...debt, costs: -1 })).toThrow(RangeError);
    expect(() => allocatePayment(1, debt, ['principal', 'principal', 'costs'])).toThrow(RangeError);
    expect(() => allocatePayment(1, debt, ['principal'])).toThrow(RangeError);
  });
});

describe('dates and counts in a message', () => {
  it.each([
    ['2026-11-22', 'pl', '22 listopada 2026', '22.11.2026'],
    ['2026-11-22', 'en', '22 November 2026', '22 Nov 2026'],
    ['2026-11-22', 'uk', '22 листопада 2026 р.', '22.11.2026'],
    ['2027-03-01', 'pl', '1 marca 2027', '01.03.2027'],
    ['2027-05-01', 'en', '1 May 2027', '1 May 2027'],
  ] as const)('%s in %s', (date, language, long, short) => {
    expect(formatDate(date, language)).toBe(long);
    expect(formatDate(date, language, 'short')).toBe(short);
  });

  it('that do not exist are a fault', () => {
    expect(() => formatDate('2026-02-30', 'pl')).toThrow(RangeError);
  });

  it.each([
    ['pl', ['dzień', 'dni', 'dni'], ['1 dzień', '2 dni', '5 dni', '12 dni', '22 dni', '0 dni', '25 dni']],
    ['pl', ['rata', 'raty', 'rat'], ['1 rata', '2 raty', '5 rat', '12 rat', '22 raty', '0 rat', '25 rat']],
    ['uk', ['день', 'дні', 'днів'], ['1 день', '2 дні', '5 днів', '12 днів', '22 дні', '0 днів', '25 днів']],
    ['en', ['day', 'days'], ['1 day', '2 days', '5 days', '12 days', '22 days', '0 days', '25 days']],
  ] as const)('in %s, %j', (language, forms, expected) => {
    expect([1, 2, 5, 12, 22, 0, 25].map((count) => counted(language, count, forms))).toEqual(expected);
  });

  it('twenty-one is plural in Polish and English, singular in Ukrainian', () => {
    expect(counted('pl', 21, ['rata', 'raty', 'rat'])).toBe('21 rat');
    expect(counted('uk', 21, ['день', 'дні', 'днів'])).toBe('21 день');
    expect(counted('en', 21, ['day', 'days'])).toBe('21 days');
  });
});

describe('the age of a debt', () => {
  it('is zero on the due date and counts calendar days over leap days and year ends', () => {
    expect(daysPastDue('2026-11-22', '2026-11-22')).toBe(0);
    expect(daysPastDue('2026-11-22', '2026-11-23')).toBe(1);
    expect(daysPastDue('2026-11-22', '2026-11-19')).toBe(-3);
    expect(daysPastDue('2027-12-31', '2028-03-01')).toBe(61);
  });

  it.each([
    [-3, 'pre_due'],
    [0, 'pre_due'],
    [1, 'early'],
    [30, 'early'],
    [31, 'mid'],
    [60, 'mid'],
    [61, 'late'],
    [90, 'late'],
    [400, 'late'],
  ] as const)('%d days past due is %s', (dpd, stage) => {
    expect(stageOf(null, dpd)).toBe(stage);
    expect(stageOf('pre_due', dpd)).toBe(stage);
    expect(stageOf('legal', dpd)).toBe('legal');
  });
});

import fc from 'fast-check';
import type { AgreedMoney } from '../agreements/agreed-money.js';
import { type AgreementTerms, termsInForce } from '../agreements/agreement-terms.js';
import { isoDateOf } from '../calendar/civil-date.js';
import { judgePromise } from './judge-promise.js';
import { type PromiseFacts, takePromise } from './take-promise.js';

const TERMS = {
  most: 3,
  withinDays: 180,
  latestDays: 30,
  leastShare: 0.1,
  graceBusinessDays: 2,
  remindDaysBefore: 2,
  escalateAfterBusinessDays: 3,
};
const NO_HOLIDAYS = () => false;
/** A Monday. */
const FACTS: PromiseFacts = {
  closed: false,
  balanceMinor: 10_000,
  today: '2026-01-12',
  made: 0,
  planRuns: false,
};

const take = (amount: number | 'balance', by: string, facts: Partial<PromiseFacts> = {}) =>
  takePromise({ amount, by }, { ...FACTS, ...facts }, TERMS, NO_HOLIDAYS);

describe('a promise', () => {
  it('of all that is owed is taken, with business days of grace and a reminder two days before', () => {
    expect(take('balance', '2026-01-23')).toEqual({
      amountMinor: 10_000,
      by: '2026-01-23',
      deadline: '2026-01-27',
      remindOn: '2026-01-21',
    });
  });

  it.each([
    ['2026-01-14', '2026-01-13'],
    ['2026-01-13', null],
    ['2026-01-12', null],
  ])('for %s is reminded of on %s, never on the day on which it was made', (by, remindOn) => {
    expect(take('balance', by)).toMatchObject({ remindOn });
  });

  it.each([
    ['of more than is owed', 10_001, '2026-01-20', {}, { reason: 'more-than-owed', limit: 10_000 }],
    ['of nothing', 0, '2026-01-20', {}, { reason: 'no-amount' }],
    ['of a part that is no amount', 12.5, '2026-01-20', {}, { reason: 'no-amount' }],
    ['of less than the least part', 999, '2026-01-20', {}, { reason: 'too-little', limit: 1_000 }],
    ['where nothing is owed', 'balance', '2026-01-20', { balanceMinor: 0 }, { reason: 'no-amount' }],
    ['for a day that is over', 'balance', '2026-01-11', {}, { reason: 'date-over', limit: '2026-01-12' }],
    ['for a day too far ahead', 'balance', '2026-02-12', {}, { reason: 'date-too-far', limit: '2026-02-11' }],
    ['beyond the number of promises', 'balance', '2026-01-20', { made: 3 }, { reason: 'too-many', limit: 3 }],
    ['beside a plan', 'balance', '2026-01-20', { planRuns: true }, { reason: 'plan-runs' }],
    ['on a closed case', 'balance', '2026-01-20', { closed: true }, { reason: 'closed' }],
  ] as const)('%s is refused, with the limit that it meets', (_, amount, by, facts, refused) => {
    expect(take(amount, by, facts)).toEqual({ refused });
  });

  it('of a small debt may always be for the whole of it', () => {
    expect(take(3, '2026-01-20', { balanceMinor: 3 })).toMatchObject({ amountMinor: 3 });
  });
});

const day = fc.integer({ min: 20_000, max: 20_060 }).map(isoDateOf);
const payments = fc.array(fc.record({ paidOn: day, amountMinor: fc.integer({ min: 1, max: 5_000 }) }), {
  maxLength: 12,
});
const money = (list: { paidOn: string; amountMinor: number }[]): AgreedMoney => ({
  payments: list,
  paidMinor: list.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
});
const promise = fc.record({ amountMinor: fc.integer({ min: 1, max: 20_000 }), deadline: day });

describe('the verdict on a promise', () => {
  it('does not depend on the order in which payments became known', () => {
    fc.assert(
      fc.property(promise, payments, day, (made, list, today) => {
        const verdict = judgePromise(made, money(list), today);
        expect(judgePromise(made, money([...list].reverse()), today)).toBe(verdict);
      }),
    );
  });

  it('once kept stays kept, whatever is paid later and however late it is', () => {
    fc.assert(
      fc.property(promise, payments, payments, day, day, (made, list, more, today, later) => {
        fc.pre(judgePromise(made, money(list), today) === 'kept');
        expect(judgePromise(made, money([...list, ...more]), later)).toBe('kept');
      }),
    );
  });

  it('is broken only once its deadline is over, and open never after it', () => {
    fc.assert(
      fc.property(promise, payments, day, (made, list, today) => {
        const verdict = judgePromise(made, money(list), today);
        if (verdict !== 'kept') expect(verdict).toBe(today > made.deadline ? 'broken' : 'open');
      }),
    );
  });

  it('is kept by exactly what was paid by its deadline', () => {
    fc.assert(
      fc.property(promise, payments, day, (made, list, today) => {
        const inTime = list.filter(({ paidOn }) => paidOn <= made.deadline);
        const kept = money(inTime).paidMinor >= made.amountMinor;
        expect(judgePromise(made, money(list), today) === 'kept').toBe(kept);
      }),
    );
  });
});

describe('the terms of a creditor', () => {
  const terms = (version: number, validFrom: string, creditor?: string): AgreementTerms => ({
    ...(creditor && { creditor }),
    version,
    validFrom,
    promises: TERMS,
    plans: { remindDaysBefore: 3, graceBusinessDays: 2, cureDays: 7, escalate: true },
  });
  const all = [terms(1, '2024-01-01'), terms(2, '2026-06-01'), terms(1, '2026-03-01', 'prad')];

  it.each([
    ['siec', '2026-01-12', '*', 1],
    ['siec', '2026-06-01', '*', 2],
    ['prad', '2026-02-28', '*', 1],
    ['prad', '2026-06-01', 'prad', 1],
  ])('%s are on %s those of %s in version %i', (creditor, today, whose, version) => {
    const found = termsInForce(all, creditor, today);
    expect([found.creditor ?? '*', found.version]).toEqual([whose, version]);
  });
});

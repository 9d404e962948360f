import fc from 'fast-check';
import type { AgreedMoney, DatedAmount } from '../agreements/agreed-money.js';
import { isoDateOf } from '../calendar/civil-date.js';
import { scheduleFaults } from './check-schedule.js';
import { planStanding, type RunningInstalment } from './plan-standing.js';

const TERMS = { remindDaysBefore: 3, graceBusinessDays: 2, cureDays: 7, escalate: true };
const NO_HOLIDAYS = () => false;
const plan = (...noticedOn: (string | null)[]): RunningInstalment[] =>
  ['2026-02-02', '2026-03-02', '2026-04-02'].map((dueOn, index) => {
    return { number: index + 1, dueOn, amountMinor: 1_000, noticedOn: noticedOn[index] ?? null };
  });
const paid = (...payments: [string, number][]): AgreedMoney => ({
  paidMinor: payments.reduce((sum, [, amount]) => sum + amount, 0),
  payments: payments.map(([paidOn, amountMinor]) => ({ paidOn, amountMinor })),
});
const on = (today: string, money: AgreedMoney, schedule = plan()) =>
  planStanding(schedule, money, today, TERMS, NO_HOLIDAYS);

describe('a plan of instalments', () => {
  it('is paid in the order of its instalments', () => {
    const { state, instalments } = on('2026-02-02', paid(['2026-02-01', 1_400]));
    expect(state).toBe('running');
    expect(instalments.map(({ paidMinor, leftMinor }) => [paidMinor, leftMinor])).toEqual([
      [1_000, 0],
      [400, 600],
      [0, 1_000],
    ]);
  });

  it('misses an instalment once its business days of grace are over', () => {
    const missed = (today: string) => on(today, paid()).instalments.map((each) => each.missed);
    expect(missed('2026-02-04')).toEqual([false, false, false]);
    expect(missed('2026-02-05')).toEqual([true, false, false]);
  });

  it('never breaks before the notice, and after it only when its time to cure is over', () => {
    expect(on('2026-12-01', paid()).state).toBe('running');
    const noticed = plan('2026-02-05');
    expect(on('2026-02-12', paid(), noticed).state).toBe('running');
    expect(on('2026-02-13', paid(), noticed).state).toBe('broken');
  });

  it('goes on when the instalment is made good in time, however late that is booked', () => {
    expect(on('2026-02-20', paid(['2026-02-12', 1_000]), plan('2026-02-05')).state).toBe('running');
    expect(on('2026-02-20', paid(['2026-02-13', 1_000]), plan('2026-02-05')).state).toBe('broken');
  });

  it('is completed by its last amount, also ahead of time', () => {
    expect(on('2026-02-03', paid(['2026-02-01', 3_500]))).toMatchObject({
      state: 'completed',
      beyondMinor: 500,
    });
  });
});

const day = fc.integer({ min: 20_500, max: 20_700 }).map(isoDateOf);
const amount = fc.integer({ min: 1, max: 3_000 });
const schedule = fc
  .uniqueArray(fc.integer({ min: 20_500, max: 20_700 }), { minLength: 1, maxLength: 8 })
  .chain((days) =>
    fc.tuple(
      ...days
        .sort((a, b) => a - b)
        .map((due, index) =>
          fc.record({
            number: fc.constant(index + 1),
            dueOn: fc.constant(isoDateOf(due)),
            amountMinor: amount,
            noticedOn: fc.option(fc.constant(isoDateOf(due + 4))),
          }),
        ),
    ),
  );
const payments = fc.array(fc.record({ paidOn: day, amountMinor: amount }), { maxLength: 12 });
const moneyOf = (list: readonly DatedAmount[]): AgreedMoney => ({
  payments: list,
  paidMinor: list.reduce((sum, each) => sum + each.amountMinor, 0),
});

describe('how a plan stands', () => {
  it('conserves money: what its instalments and the rest take is what was paid', () => {
    fc.assert(
      fc.property(schedule, payments, day, (instalments, list, today) => {
        const standing = on(today, moneyOf(list), instalments);
        const taken = standing.instalments.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
        expect(taken + standing.beyondMinor).toBe(moneyOf(list).paidMinor);
        for (const each of standing.instalments) expect(each.paidMinor).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('does not depend on the order in which payments became known', () => {
    fc.assert(
      fc.property(schedule, payments, day, (instalments, list, today) => {
        expect(on(today, moneyOf([...list].reverse()), instalments)).toEqual(
          on(today, moneyOf(list), instalments),
        );
      }),
    );
  });

  it('fills no instalment before the one ahead of it is full', () => {
    fc.assert(
      fc.property(schedule, payments, day, (instalments, list, today) => {
        const left = on(today, moneyOf(list), instalments).instalments.map(({ leftMinor }) => leftMinor);
        const open = left.findIndex((each) => each > 0);
        const after = on(today, moneyOf(list), instalments).instalments.slice(open + 1);
        if (open >= 0) for (const { paidMinor } of after) expect(paidMinor).toBe(0);
      }),
    );
  });

  it('once broken stays broken as days pass', () => {
    fc.assert(
      fc.property(schedule, payments, day, day, (instalments, list, today, later) => {
        fc.pre(later > today && on(today, moneyOf(list), instalments).state === 'broken');
        expect(on(later, moneyOf(list), instalments).state).toBe('broken');
      }),
    );
  });
});

describe('a schedule', () => {
  const codes = (list: [string, number][], balance = 3_000) =>
    scheduleFaults(
      list.map(([dueOn, amountMinor]) => ({ dueOn, amountMinor })),
      balance,
      '2026-01-12',
    ).map(({ instalment, code }) => `${instalment ?? 'all'}: ${code}`);

  it('may begin today, and come to less than is owed', () => {
    expect(
      codes([
        ['2026-01-12', 1_000],
        ['2026-02-12', 1_000],
      ]),
    ).toEqual([]);
  });

  it('has no date so far ahead that it can only be a slip of the pen', () => {
    expect(codes([['2036-12-31', 1_000]])).toEqual([]);
    expect(codes([['2206-01-12', 1_000]])).toEqual(['1: too-far-ahead']);
  });

  it('names each line that is wrong, and why', () => {
    expect(
      codes([
        ['2026-01-11', 1_000],
        ['2026-02-30', 1_000],
        ['2026-03-01', 0],
        ['2026-03-01', 12.5],
      ]),
    ).toEqual([
      '1: date-has-passed',
      '2: no-date',
      '3: amount-not-positive',
      '4: not-after-the-one-before',
      '4: amount-not-positive',
    ]);
  });

  it('neither is empty nor comes to more than is owed', () => {
    expect(codes([])).toEqual(['all: no-instalments']);
    expect(codes([['2026-02-01', 3_001]])).toEqual(['all: more-than-owed']);
  });
});

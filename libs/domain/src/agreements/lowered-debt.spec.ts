import fc from 'fast-check';
import { planStanding } from '../plans/plan-standing.js';
import { judgePromise } from '../promises/judge-promise.js';
import { loweredBy, type StatedAmounts } from './lowered-debt.js';

const debt = (principalMinor: number, interestMinor = 0, costsMinor = 0): StatedAmounts => {
  return { principalMinor, interestMinor, costsMinor };
};
const amount = fc.integer({ min: 0, max: 100_000 });
const anyDebt = fc.tuple(amount, amount, amount).map((parts) => debt(...parts));

describe('a debt that its creditor states anew', () => {
  it('was lowered by what each of its parts is less', () => {
    expect(loweredBy(debt(1_000, 50, 20), debt(800, 0, 20))).toBe(250);
  });

  it('was lowered by what was paid of it, whatever interest has grown meanwhile', () => {
    expect(loweredBy(debt(1_000, 50), debt(800, 65))).toBe(200);
  });

  it('counts as paid never less than nothing, and at least what the whole of it is less', () => {
    const total = ({ principalMinor, interestMinor, costsMinor }: StatedAmounts) =>
      principalMinor + interestMinor + costsMinor;
    fc.assert(
      fc.property(anyDebt, anyDebt, (before, after) => {
        expect(loweredBy(before, after)).toBeGreaterThanOrEqual(Math.max(0, total(before) - total(after)));
      }),
    );
  });

  it('in several steps was lowered by at least as much as in one', () => {
    fc.assert(
      fc.property(anyDebt, anyDebt, anyDebt, (first, then, last) => {
        expect(loweredBy(first, then) + loweredBy(then, last)).toBeGreaterThanOrEqual(loweredBy(first, last));
      }),
    );
  });
});

describe('money that shows by a lowered debt alone', () => {
  const TERMS = { remindDaysBefore: 3, graceBusinessDays: 2, cureDays: 7, escalate: true };

  it('has no day, so that it keeps a promise whenever the file came, and makes an instalment good', () => {
    const money = { paidMinor: loweredBy(debt(1_000), debt(800)), payments: [] };
    expect(judgePromise({ amountMinor: 200, deadline: '2026-01-20' }, money, '2026-02-01')).toBe('kept');
    expect(judgePromise({ amountMinor: 201, deadline: '2026-01-20' }, money, '2026-02-01')).toBe('broken');
    const schedule = [{ number: 1, dueOn: '2026-01-12', amountMinor: 300, noticedOn: '2026-01-15' }];
    const on = (today: string, paidMinor: number) =>
      planStanding(schedule, { paidMinor, payments: [] }, today, TERMS, () => false);
    expect(on('2026-02-01', money.paidMinor)).toMatchObject({
      state: 'broken',
      instalments: [{ paidMinor: 200, leftMinor: 100 }],
    });
    expect(on('2026-02-01', 300).state).toBe('completed');
  });
});

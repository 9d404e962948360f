import fc from 'fast-check';
import type { CaseRecord } from '#contracts';
import { DEFAULT_ALLOCATION_ORDER } from '#domain';
import { type NamedPayment, settlePayments } from './settle-payments.js';

function debt(id: string, open = { principal: 10_000, interest: 500, costs: 1_000 }): CaseRecord {
  const balanceMinor = open.principal + open.interest + open.costs;
  return {
    id,
    shard: 0,
    personId: `person of ${id}`,
    debtorId: `debtor of ${id}`,
    creditorId: 'creditor',
    ref: id,
    currency: 'PLN',
    open,
    balanceMinor,
    status: 'open',
    closedReason: null,
  };
}

function payment(
  reference: string,
  caseId: string | null,
  amountMinor: number,
  paidOn = '2026-01-10',
): NamedPayment {
  return {
    id: `id of ${reference}`,
    reference,
    creditorId: 'creditor',
    knownCaseId: caseId,
    amountMinor,
    currency: 'PLN',
    paidOn,
    source: 'file',
    receivedAt: 1,
  };
}

const settle = (payments: NamedPayment[], ...cases: CaseRecord[]) =>
  settlePayments(payments, new Map(cases.map((each) => [each.id, each])), DEFAULT_ALLOCATION_ORDER);

describe('settling payments', () => {
  it('pays costs, then interest, then principal, unless the creditor wants it otherwise', () => {
    const { settled } = settle([payment('a', 'c', 1_200)], debt('c'));
    expect(settled[0]?.allocated).toEqual({ costs: 1_000, interest: 200, principal: 0 });
    const other = settlePayments([payment('a', 'c', 1_200)], new Map([['c', debt('c')]]), [
      'principal',
      'interest',
      'costs',
    ]);
    expect(other.settled[0]?.allocated).toEqual({ costs: 0, interest: 0, principal: 1_200 });
  });

  it('lets several payments of one batch pay one case, the earliest first', () => {
    const { settled, paidOff } = settle(
      [payment('b', 'c', 10_500, '2026-01-11'), payment('a', 'c', 1_000)],
      debt('c'),
    );
    expect(settled.map((each) => each.paymentId)).toEqual(['id of a', 'id of b']);
    expect(settled[0]?.allocated.costs).toBe(1_000);
    expect(paidOff.map((each) => each.id)).toEqual(['c']);
  });

  it('keeps what is too much unallocated and flags it', () => {
    const { settled } = settle([payment('a', 'c', 20_000)], debt('c'));
    expect(settled[0]).toMatchObject({ unallocatedMinor: 8_500, fault: 'overpaid' });
  });

  it('keeps a payment for an unknown case, and one in another currency, whole', () => {
    const euros = { ...payment('b', 'c', 300), currency: 'EUR' };
    const { settled, cases } = settle([payment('a', null, 700), euros], debt('c'));
    expect(settled.map((each) => [each.fault, each.unallocatedMinor])).toEqual([
      ['unknown-case', 700],
      ['currency-differs', 300],
    ]);
    expect(cases).toEqual([]);
  });

  it('says so when money comes for a case that was closed for another reason', () => {
    const closed: CaseRecord = {
      ...debt('c', { principal: 0, interest: 0, costs: 0 }),
      status: 'closed',
      closedReason: 'withdrawn',
    };
    const { settled, paidOff } = settle([payment('a', 'c', 700)], closed);
    expect(settled[0]?.fault).toBe('case-closed');
    expect(paidOff).toEqual([]);
  });

  it('takes what was paid beyond a lowered component off the others, and never fails for one case', () => {
    const lowered = debt('c', { principal: 10_000, interest: 500, costs: -5_000 });
    const { settled, paidOff } = settle(
      [payment('a', 'c', 6_000), payment('b', 'd', 100)],
      lowered,
      debt('d'),
    );
    expect(settled[0]).toMatchObject({
      allocated: { costs: 0, interest: 0, principal: 5_500 },
      unallocatedMinor: 500,
      fault: 'overpaid',
    });
    expect(settled[1]?.allocated.costs).toBe(100);
    expect(paidOff.map((each) => each.id)).toEqual(['c']);
  });

  it('leaves a case that was paid beyond its debt before to a person', () => {
    const checked: CaseRecord = {
      ...debt('c', { principal: -400, interest: 0, costs: 0 }),
      status: 'verifying',
    };
    const { settled, cases, paidOff } = settle([payment('a', 'c', 700)], checked);
    expect(settled[0]).toMatchObject({ unallocatedMinor: 700, fault: 'overpaid' });
    expect([cases, paidOff]).toEqual([[], []]);
  });

  it('neither makes nor loses money, and never pays more than is owed', () => {
    const amounts = fc.array(fc.tuple(fc.constantFrom('c', 'd', null), fc.integer({ min: 1, max: 20_000 })), {
      maxLength: 12,
    });
    const part = fc.integer({ min: -2_000, max: 10_000 });
    const open = fc.record({ principal: part, interest: part, costs: part });
    fc.assert(
      fc.property(amounts, open, (list, ofFirst) => {
        const payments = list.map(([caseId, amount], index) => payment(`p${index}`, caseId, amount));
        const cases = [debt('c', ofFirst), debt('d', { principal: 0, interest: 0, costs: 300 })];
        const { settled, cases: paid } = settle(payments, ...cases);
        const came = list.reduce((sum, [, amount]) => sum + amount, 0);
        const total = (each: { principal: number; interest: number; costs: number }) =>
          each.principal + each.interest + each.costs;
        const placed = settled.reduce((sum, each) => sum + total(each.allocated) + each.unallocatedMinor, 0);
        expect(placed).toBe(came);
        for (const each of paid) {
          const record = cases.find((debtCase) => debtCase.id === each.caseId);
          expect(total(each.paid)).toBeLessThanOrEqual(record?.balanceMinor ?? 0);
        }
      }),
    );
  });
});

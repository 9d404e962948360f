import type {
  CasePayment,
  CaseRecord,
  NewPayment,
  OpenAmounts,
  PaymentFault,
  SettledPayment,
} from '#contracts';
import { type DebtComponent, allocatePayment } from '#domain';

/** A payment with the case that it names, if the case is known. */
export interface NamedPayment extends NewPayment {
  /** Null when no such case is known. */
  knownCaseId: string | null;
}

export interface Settlement {
  settled: SettledPayment[];
  cases: CasePayment[];
  /** Cases whose last open amount these payments paid. */
  paidOff: CaseRecord[];
}

const NOTHING: OpenAmounts = { principal: 0, interest: 0, costs: 0 };

/**
 * Spreads payments over their cases in the creditor's order, the earliest payment first. What a case does not need,
 * or nobody can place, stays unallocated with the reason: money is never turned away and never guessed at.
 */
export function settlePayments(
  payments: readonly NamedPayment[],
  cases: ReadonlyMap<string, CaseRecord>,
  order: readonly DebtComponent[],
): Settlement {
  const open = new Map<string, OpenAmounts>();
  const paid = new Map<string, CasePayment>();
  const settled: SettledPayment[] = [];
  for (const payment of [...payments].sort(byDay)) {
    const record = payment.knownCaseId === null ? undefined : cases.get(payment.knownCaseId);
    const fault = record === undefined ? 'unknown-case' : refusal(payment, record);
    if (record === undefined || fault !== null) {
      settled.push(unallocated(payment, record?.id ?? null, fault));
      continue;
    }
    const owed = open.get(record.id) ?? payable(record.open, order);
    const { remainder, ...allocated } = allocatePayment(payment.amountMinor, owed, order);
    open.set(record.id, minus(owed, allocated));
    const before = paid.get(record.id)?.paid ?? NOTHING;
    paid.set(record.id, { caseId: record.id, paid: plus(before, allocated), at: payment.receivedAt });
    settled.push({
      paymentId: payment.id,
      caseId: record.id,
      allocated,
      unallocatedMinor: remainder,
      fault: remainder > 0 ? overpayment(record) : null,
    });
  }
  const paidDown = [...paid.values()].filter((each) => total(each.paid) > 0);
  const paidOff = paidDown
    .filter(({ caseId }) => total(open.get(caseId) ?? NOTHING) === 0)
    .map(({ caseId }) => cases.get(caseId));
  return {
    settled,
    cases: paidDown,
    paidOff: paidOff.filter((record) => record !== undefined && record.status !== 'closed') as CaseRecord[],
  };
}

/**
 * What payments may still pay of each component. One that its source lowered below what was paid of it takes no more,
 * and what is too much in it counts for the others in the creditor's order, so that they come to the balance.
 */
function payable(open: OpenAmounts, order: readonly DebtComponent[]): OpenAmounts {
  const owed = onlyPositive(open);
  const { remainder: _, ...credited } = allocatePayment(total(owed) - total(open), owed, order);
  return minus(owed, credited);
}

function onlyPositive(amounts: OpenAmounts): OpenAmounts {
  return {
    principal: Math.max(0, amounts.principal),
    interest: Math.max(0, amounts.interest),
    costs: Math.max(0, amounts.costs),
  };
}

function byDay(a: NewPayment, b: NewPayment): number {
  if (a.paidOn !== b.paidOn) return a.paidOn < b.paidOn ? -1 : 1;
  return a.reference < b.reference ? -1 : 1;
}

function refusal(payment: NewPayment, record: CaseRecord): PaymentFault | null {
  return record.currency === payment.currency ? null : 'currency-differs';
}

function overpayment(record: CaseRecord): PaymentFault {
  return record.status === 'closed' && record.closedReason !== 'paid' ? 'case-closed' : 'overpaid';
}

function unallocated(payment: NewPayment, caseId: string | null, fault: PaymentFault | null): SettledPayment {
  return { paymentId: payment.id, caseId, allocated: NOTHING, unallocatedMinor: payment.amountMinor, fault };
}

function minus(a: OpenAmounts, b: OpenAmounts): OpenAmounts {
  return {
    principal: a.principal - b.principal,
    interest: a.interest - b.interest,
    costs: a.costs - b.costs,
  };
}

function plus(a: OpenAmounts, b: OpenAmounts): OpenAmounts {
  return {
    principal: a.principal + b.principal,
    interest: a.interest + b.interest,
    costs: a.costs + b.costs,
  };
}

function total(amounts: OpenAmounts): number {
  return amounts.principal + amounts.interest + amounts.costs;
}

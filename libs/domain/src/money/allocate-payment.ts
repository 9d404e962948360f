import { requireMinor } from './money.js';

/** What a debt consists of. */
export const debtComponents = ['costs', 'interest', 'principal'] as const;
export type DebtComponent = (typeof debtComponents)[number];

/** Amounts still owed, or paid, by component; minor currency units. */
export type DebtAmounts = Readonly<Record<DebtComponent, number>>;

/** What a payment pays off, and what is left of it when nothing more is owed. */
export interface PaymentAllocation extends DebtAmounts {
  readonly remainder: number;
}

/** The order when creditor and debtor say nothing else: costs, interest, principal (KC 451; mark L). */
export const DEFAULT_ALLOCATION_ORDER: readonly DebtComponent[] = debtComponents;

/**
 * Spreads a payment over what is owed, each component in full before the next.
 * @param amount minor units, not negative
 * @throws RangeError when an amount is negative or no whole number, or the order is not of all three components
 */
export function allocatePayment(
  amount: number,
  owed: DebtAmounts,
  order: readonly DebtComponent[] = DEFAULT_ALLOCATION_ORDER,
): PaymentAllocation {
  if (order.length !== debtComponents.length || new Set(order).size !== order.length) {
    throw new RangeError('the allocation order must name costs, interest and principal once each');
  }
  const paid = { costs: 0, interest: 0, principal: 0 };
  let left = requireNotNegative(amount);
  for (const component of order) {
    paid[component] = Math.min(left, requireNotNegative(owed[component]));
    left -= paid[component];
  }
  return { ...paid, remainder: left };
}

function requireNotNegative(minor: number): number {
  if (requireMinor(minor) < 0) throw new RangeError('an amount to allocate must not be negative');
  return minor;
}

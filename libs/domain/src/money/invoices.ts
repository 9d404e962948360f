import { requireMinor } from './money.js';

/** What an invoice is for and what was paid of it, minor units. */
export interface InvoiceAmounts {
  readonly amountMinor: number;
  readonly paidMinor: number;
}

export interface PayableInvoice extends InvoiceAmounts {
  readonly id: string;
  readonly number: string;
  /** ISO date. */
  readonly dueDate: string;
}

/** What is still open of an invoice; never negative. */
export function openOf({ amountMinor, paidMinor }: InvoiceAmounts): number {
  return Math.max(0, requireMinor(amountMinor) - requireMinor(paidMinor));
}

/**
 * Spreads what a payment paid of the principal over the case's invoices: first those that its title names, in the order
 * of their due dates, then the others, the oldest due first. What is left when all are paid belongs to none.
 * @param amountMinor minor units, not negative
 * @param named numbers of the invoices that the payment's title names
 * @returns what each invoice takes by its id; those that take nothing are absent
 */
export function allocateToInvoices(
  amountMinor: number,
  invoices: readonly PayableInvoice[],
  named: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, number> {
  if (requireMinor(amountMinor) < 0) throw new RangeError('an amount to allocate must not be negative');
  const taken = new Map<string, number>();
  let left = amountMinor;
  for (const invoice of [...invoices].sort(byTurn(named))) {
    const part = Math.min(left, openOf(invoice));
    if (part > 0) taken.set(invoice.id, part);
    left -= part;
  }
  return taken;
}

function byTurn(named: ReadonlySet<string>): (a: PayableInvoice, b: PayableInvoice) => number {
  return (a, b) =>
    Number(named.has(b.number)) - Number(named.has(a.number)) ||
    compare(a.dueDate, b.dueDate) ||
    compare(a.number, b.number);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

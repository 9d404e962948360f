import type { InvoiceRecord } from '#contracts';
import { allocateToInvoices, openOf } from '#domain';

/** What the invoices of a case come to beside its principal. */
export type InvoiceBalance =
  | { kind: 'agrees' }
  /** Payments that were recorded before the invoices came, by the id of the invoice that they pay. */
  | { kind: 'paidBefore'; paid: ReadonlyMap<string, number> }
  | { kind: 'differs' };

/**
 * Compares what is open on a case's invoices with what is open of its principal; minor units. Payments that came before
 * the invoices did pay them now, the oldest due first, where that makes the two agree.
 */
export function balanceInvoices(
  invoices: readonly InvoiceRecord[],
  principal: { open: number; paid: number },
): InvoiceBalance {
  const open = invoices.reduce((sum, invoice) => sum + openOf(invoice), 0);
  if (open === principal.open) return { kind: 'agrees' };
  const waiting = principal.paid - invoices.reduce((sum, { paidHereMinor }) => sum + paidHereMinor, 0);
  if (waiting <= 0 || open - waiting !== principal.open) return { kind: 'differs' };
  return { kind: 'paidBefore', paid: allocateToInvoices(waiting, invoices) };
}

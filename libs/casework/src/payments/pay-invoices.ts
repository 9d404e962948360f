import type { CaseworkTransaction, SettledPayment } from '#contracts';
import { allocateToInvoices } from '#domain';
import type { NamedPayment } from './settle-payments.js';

/**
 * Pays the invoices of the cases with what settled payments paid of their principal, the earliest payment first: those
 * that a payment's title names, else the oldest due. Cases without invoices take none.
 */
export async function payInvoices(
  tx: CaseworkTransaction,
  payments: readonly NamedPayment[],
  settled: readonly SettledPayment[],
): Promise<void> {
  const paying = settled.filter(({ allocated }) => allocated.principal > 0);
  const caseIds = [...new Set(paying.flatMap(({ caseId }) => caseId ?? []))];
  const invoices = await tx.invoices(caseIds);
  if (invoices.length === 0) return;
  const titles = new Map(payments.map(({ id, titleRefs }) => [id, titleRefs]));
  const paid = new Map<string, number>();
  for (const { paymentId, caseId, allocated } of paying) {
    const open = invoices
      .filter((invoice) => invoice.caseId === caseId)
      .map((invoice) => ({ ...invoice, paidMinor: invoice.paidMinor + (paid.get(invoice.id) ?? 0) }));
    const taken = allocateToInvoices(allocated.principal, open, new Set(titles.get(paymentId)));
    for (const [id, part] of taken) paid.set(id, (paid.get(id) ?? 0) + part);
  }
  await tx.payInvoices(paid);
}

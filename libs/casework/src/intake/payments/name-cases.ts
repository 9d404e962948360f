import type { PaymentInput } from '#contracts';
import type { Desk } from '../../desk/desk.js';
import type { PaymentRow } from './payment-columns.js';
import { refsInTitle } from './refs-in-title.js';

/** A row of a file of payments. */
export interface ReadPayment {
  line: number;
  row: PaymentRow;
}

/**
 * The case of each payment: as its column says, else the one whose number the title of the transfer names, or an
 * invoice of which it names.
 */
export async function nameCases(
  desk: Desk,
  creditorId: string,
  batch: readonly ReadPayment[],
): Promise<PaymentInput[]> {
  const titles = batch.map(({ row }) => (row.title === null ? [] : refsInTitle(row.title)));
  const unnamed = [...new Set(titles.filter((_, index) => batch[index]?.row.case_ref === null).flat())];
  const known = await desk.store.casesByRef(creditorId, unnamed);
  const invoiced = await desk.store.caseRefsByInvoice(creditorId, unnamed);
  return batch.map(({ row }, index) => {
    const titleRefs = titles[index] ?? [];
    const caseRef =
      row.case_ref ??
      onlyOne(titleRefs.filter((ref) => known.has(ref))) ??
      onlyOne(titleRefs.flatMap((ref) => invoiced.get(ref) ?? []));
    const { reference, amount, paid_on: paidOn } = row;
    const payment = { reference, caseRef, amountMinor: amount, currency: row.currency ?? 'PLN', paidOn };
    return titleRefs.length === 0 ? payment : { ...payment, titleRefs };
  });
}

function onlyOne(refs: string[]): string | undefined {
  const different = new Set(refs);
  return different.size === 1 ? refs[0] : undefined;
}

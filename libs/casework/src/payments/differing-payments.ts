import type { CaseworkTransaction, PaymentFault, RecordedPayment } from '#contracts';
import { v5 } from 'uuid';
import type { BatchSettled } from './settle-batch.js';
import type { NamedPayment } from './settle-payments.js';

export const DIFFERS: PaymentFault = 'differs-from-recorded';

/** What ids of questions about payments that differ are made of. */
const NAMESPACE = '6f0b3c52-7d6e-4b0b-9c61-3a5a0f6d2b17';

/**
 * Whether a payment that comes under a reference again says something else than what is on record under it. Of cases
 * only if both name one: whoever looks for it in a title finds it sometimes later.
 */
export function differs(recorded: RecordedPayment, payment: NamedPayment): boolean {
  if (recorded.amountMinor !== payment.amountMinor || recorded.currency !== payment.currency) return true;
  const ref = payment.caseRef ?? null;
  const id = payment.knownCaseId ?? payment.caseId ?? null;
  if ((ref === null && id === null) || (recorded.caseRef === null && recorded.caseId === null)) return false;
  const same = (ref !== null && ref === recorded.caseRef) || (id !== null && id === recorded.caseId);
  return !same;
}

/** Puts what differs from what is on record before a person, each difference once however often it comes. */
export async function queueDiffering(
  tx: CaseworkTransaction,
  creditorId: string,
  repeated: readonly NamedPayment[],
  at: number,
): Promise<BatchSettled['faults']> {
  if (repeated.length === 0) return [];
  const recorded = await tx.recordedPayments(
    creditorId,
    repeated.map((payment) => payment.reference),
  );
  const found = repeated.flatMap((payment) => {
    const before = recorded.get(payment.reference);
    return before !== undefined && differs(before, payment) ? [{ payment, before }] : [];
  });
  if (found.length === 0) return [];
  const rows = found.map(({ payment, before }) => {
    const { reference, caseRef, caseId, amountMinor, currency, paidOn } = payment;
    const said = [creditorId, reference, caseRef ?? caseId ?? '', amountMinor, currency];
    return {
      // Made of what it asks, so that it is asked once.
      id: v5(JSON.stringify(said), NAMESPACE),
      faults: [{ code: DIFFERS }],
      rowData: { recorded: before.id, reference, caseRef, caseId, amountMinor, currency, paidOn },
      createdAt: at,
    };
  });
  await tx.queueForReview([...new Map(rows.map((row) => [row.id, row])).values()]);
  return found.map(({ payment }) => ({
    reference: payment.reference,
    fault: DIFFERS,
    unallocatedMinor: 0,
  }));
}

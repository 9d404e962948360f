import type { PaymentFault } from '#contracts';
import type { Desk } from '../desk/desk.js';
import { type CaseName, Records } from '../desk/records.js';
import { type AlreadyDone, type NotFound, alreadyDone, notFound } from '../desk/results.js';
import { settleBatch } from './settle-batch.js';

export interface PlacePayment {
  paymentId: string;
  /** Of the payment's creditor. */
  case: { id: string } | { ref: string };
  actor: string;
}

export type PlacePaymentResult =
  | { kind: 'ok'; paidOff: boolean; cancelled: number; fault: PaymentFault | null; unallocatedMinor: number }
  /** The creditor has no such case. */
  | { kind: 'noSuchCase' }
  | AlreadyDone
  | NotFound;

/**
 * A person says which case a payment is for that nobody could place, or that was placed with a case which could take
 * nothing of it; the case that it leaves tells of it. One of which something is allocated stays where it is: that
 * debtor was told so.
 */
export async function placePayment(desk: Desk, command: PlacePayment): Promise<PlacePaymentResult> {
  const payment = await desk.store.payment(command.paymentId);
  if (payment === null) return notFound;
  const { creditorId } = payment;
  const named = await caseOf(desk, creditorId, command.case);
  if (named === null) return { kind: 'noSuchCase' };
  const at = desk.clock.now();
  const left = await leftCase(desk, creditorId, payment.caseId, named.caseId);
  return desk.store.transaction({ personIds: [named.personId] }, async (tx) => {
    const won = await tx.takeFromWaiting([{ ...payment, ...named }], 'unallocated', command.actor, at);
    if (!won.has(payment.id)) return alreadyDone;
    const fresh = [{ ...payment, caseId: named.caseId, knownCaseId: named.caseId }];
    const report = { creditorId, source: 'waiting', actor: command.actor } as const;
    const { paidOff, cancelled, faults } = await settleBatch(tx, report, fresh, at, desk.calendar);
    if (left !== null) {
      const { id, amountMinor, currency } = payment;
      const detail = { payment: id, amountMinor, currency, to: named.caseId };
      await tx.record(new Records(command.actor, at).event(left, 'payment.moved', detail));
    }
    const { fault = null, unallocatedMinor = 0 } = faults[0] ?? {};
    return { kind: 'ok', paidOff: paidOff > 0, cancelled, fault, unallocatedMinor } as const;
  });
}

/** The case that the payment stood with so far, if it was another one. */
async function leftCase(
  desk: Desk,
  creditorId: string,
  from: string | undefined,
  to: string,
): Promise<CaseName | null> {
  if (from === undefined || from === to) return null;
  const personId = (await desk.store.personsOfCases([from], creditorId)).get(from);
  return personId === undefined ? null : { id: from, personId };
}

async function caseOf(
  desk: Desk,
  creditorId: string,
  wanted: PlacePayment['case'],
): Promise<{ caseId: string; personId: string } | null> {
  if ('ref' in wanted) return (await desk.store.casesByRef(creditorId, [wanted.ref])).get(wanted.ref) ?? null;
  const personId = (await desk.store.personsOfCases([wanted.id], creditorId)).get(wanted.id);
  return personId === undefined ? null : { caseId: wanted.id, personId };
}

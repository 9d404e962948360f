import type { CaseRecord, CaseworkTransaction, PlannedMessage, SettledPayment } from '#contracts';
import { businessId } from '../desk/business-id.js';

/**
 * Plans one receipt for each case that was paid off, by the channel that last reached its debtor. Cases still in data
 * verification get none, since nobody has checked whom it would reach; nor do persons whom a stop covers.
 * @param booked the money was booked without the debtor at hand, so that nobody waits for the receipt
 */
export async function planReceipts(
  tx: CaseworkTransaction,
  paidOff: readonly CaseRecord[],
  settled: readonly SettledPayment[],
  booked: boolean,
  at: number,
): Promise<void> {
  const told = paidOff.filter(
    (record) => record.status === 'open' && tx.persons.get(record.personId)?.stops.length === 0,
  );
  if (told.length === 0) return;
  const lastPayment = new Map(
    settled
      .filter(({ fault }) => fault !== 'currency-differs')
      .map(({ caseId, paymentId }) => [caseId, paymentId]),
  );
  const routes = new Map(
    (await tx.receiptRoutes(told.map((record) => record.id))).map((route) => [route.caseId, route]),
  );
  const messages = told.flatMap((record): PlannedMessage[] => {
    const route = routes.get(record.id);
    const paymentId = lastPayment.get(record.id);
    if (route === undefined || paymentId === undefined) return [];
    return [
      {
        id: businessId(at),
        shard: record.shard,
        personId: record.personId,
        debtorId: record.debtorId,
        creditorId: record.creditorId,
        caseIds: [record.id],
        purpose: 'requested',
        originKind: 'event',
        originKey: `payment:${paymentId}`,
        family: 'payment-receipt',
        channels: [route.channel],
        extra: { contactPointId: route.contactPointId, paymentId, booked },
        createdAt: at,
      },
    ];
  });
  if (messages.length > 0) await tx.planMessages(messages);
}

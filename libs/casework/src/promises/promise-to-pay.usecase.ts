import { DAY_MS, isoDateOf, requireIsoDate } from '#domain';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';

export interface PromiseToPay {
  caseId: string;
  /** Minor units, or all that is owed. */
  amount: number | 'balance';
  /** ISO date by which it will be paid. */
  by: string;
  source: 'voice' | 'portal' | 'agent' | 'reply';
  /** Business instant, epoch ms. */
  now: number;
}

export type PromiseToPayResult =
  | { outcome: 'promised'; id: string }
  | { outcome: 'refused'; reason: 'too-many' | 'too-late' | 'closed' | 'amount' };

/** The reason of the hold that a promise is. */
const PROMISED = 'promised';
/** Bank transfers take a day or two; nobody is reminded before. */
const GRACE_DAYS = 2;
const LATEST_DAYS = 30;

/** The debtor says by when they will pay: outreach rests until then. One promise at a time. */
export async function promiseToPay(desk: Desk, command: PromiseToPay): Promise<PromiseToPayResult> {
  const { caseId, amount, by, source, now } = command;
  const day = requireIsoDate(by);
  if (day > Math.floor(now / DAY_MS) + LATEST_DAYS) return { outcome: 'refused', reason: 'too-late' };
  const result = await onCase(desk, caseId, async (tx, record): Promise<PromiseToPayResult> => {
    if (record.status === 'closed') return { outcome: 'refused', reason: 'closed' };
    const amountMinor = amount === 'balance' ? record.balanceMinor : amount;
    if (amountMinor <= 0 || amountMinor > record.balanceMinor)
      return { outcome: 'refused', reason: 'amount' };
    const holds = await tx.holds([record.id]);
    if (holds.some((hold) => hold.reason === PROMISED)) return { outcome: 'refused', reason: 'too-many' };
    const id = businessId(now);
    const until = (day + 1 + GRACE_DAYS) * DAY_MS;
    await tx.placeHold({
      id,
      personId: record.personId,
      caseId,
      reason: PROMISED,
      placedBy: 'debtor',
      placedAt: now,
      until,
    });
    await tx.cancelInFlight({ caseIds: [caseId] }, `held: ${PROMISED}`);
    const records = new Records('debtor', now)
      .event(record, 'hold.placed', { hold: id, reason: PROMISED, until })
      .wake(caseId, 'held')
      .did(record.personId, caseId, 'promise', { channel: source }, { by: isoDateOf(day), amountMinor });
    await tx.record(records.audited('case.promise', 'case', caseId, { hold: id }));
    return { outcome: 'promised', id };
  });
  return 'outcome' in result ? result : { outcome: 'refused', reason: 'closed' };
}

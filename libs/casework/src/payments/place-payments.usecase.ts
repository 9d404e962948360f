import type { Desk } from '../desk/desk.js';
import { settleBatch } from './settle-batch.js';

/** Persons locked by one transaction: few enough that a sender waits for milliseconds. */
const BATCH = 500;
const ACTOR = 'system:payments';

/**
 * Money that came before its case, of all creditors; one whose money cannot be placed keeps nobody else's waiting.
 * Returns how many payments found their case.
 * @param onFault is told of a creditor whose money could not be placed now
 */
export async function placePayments(
  desk: Desk,
  onFault: (creditorId: string, error: unknown) => void,
): Promise<number> {
  let placed = 0;
  for (const creditorId of await desk.store.creditorsToPlaceFor()) {
    try {
      placed += await placePaymentsOf(desk, creditorId);
    } catch (error) {
      onFault(creditorId, error);
    }
  }
  return placed;
}

/**
 * Money of one creditor that came before its case: payments that waited for a case which is on record by now are
 * settled as if they came in now. Returns how many found their case.
 */
export async function placePaymentsOf(desk: Desk, creditorId: string): Promise<number> {
  let placed = 0;
  for (let found = -1; found !== 0; placed += found) found = await placeBatch(desk, creditorId);
  return placed;
}

async function placeBatch(desk: Desk, creditorId: string): Promise<number> {
  const waiting = await desk.store.placeablePayments(creditorId, BATCH);
  if (waiting.length === 0) return 0;
  const at = desk.clock.now();
  const personIds = [...new Set(waiting.map((payment) => payment.personId))];
  return desk.store.transaction({ personIds }, async (tx) => {
    // Somebody else may have placed some since they were read.
    const won = await tx.takeFromWaiting(waiting, 'unplaced', ACTOR, at);
    const taken = waiting.filter((payment) => won.has(payment.id));
    const named = taken.map(({ personId: _, ...payment }) => ({ ...payment, knownCaseId: payment.caseId }));
    if (named.length > 0)
      await settleBatch(tx, { creditorId, source: 'waiting', actor: ACTOR }, named, at, desk.calendar);
    return named.length;
  });
}

import type { Desk } from '../desk/desk.js';
import { settleBatch } from './settle-batch.js';

/** Persons locked by one transaction: few enough that a sender waits for milliseconds. */
const BATCH = 500;
const ACTOR = 'system:payments';

/**
 * Money that came before its case: payments that waited for a case which is on record by now are settled as if they
 * came in now. Takes one creditor's at a time; returns how many found their case, and none once all have.
 */
export async function placePayments(desk: Desk): Promise<number> {
  const all = await desk.store.placeablePayments(BATCH);
  const creditorId = all[0]?.creditorId;
  if (creditorId === undefined) return 0;
  const waiting = all.filter((payment) => payment.creditorId === creditorId);
  const at = desk.clock.now();
  const personIds = [...new Set(waiting.map((payment) => payment.personId))];
  return desk.store.transaction({ personIds }, async (tx) => {
    // Somebody else may have placed some since they were read.
    const won = await tx.takeFromWaiting(waiting, ACTOR, at);
    const taken = waiting.filter((payment) => won.has(payment.id));
    const named = taken.map(({ personId: _, ...payment }) => ({ ...payment, knownCaseId: payment.caseId }));
    if (named.length > 0) await settleBatch(tx, { creditorId, source: 'waiting', actor: ACTOR }, named, at);
    return named.length;
  });
}

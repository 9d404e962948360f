import type { CaseworkTransaction, PromiseRecord } from '#contracts';
import type { CaseName, Records } from '../desk/records.js';
import { holdReasons } from '../holds/hold-reasons.js';

/**
 * Ends a promise before its time, inside an open transaction: its own hold goes, no other; what it still had to say is
 * not said. A broken one stays broken.
 */
export async function endPromise(
  tx: CaseworkTransaction,
  promise: PromiseRecord,
  of: CaseName,
  records: Records,
  how: 'replaced' | 'cancelled',
  at: number,
  reason: string = how,
): Promise<number> {
  const status = promise.status === 'broken' ? 'broken' : how;
  await tx.storePromises([{ ...promise, status, endedAt: at, endReason: reason, nextAt: null }]);
  await tx.liftHolds([promise.holdId], 'system:agreements', at);
  records
    .event(of, `promise.${how}`, { promise: promise.id, reason })
    .event(of, 'hold.lifted', { hold: promise.holdId, reasons: [holdReasons.promise] })
    .wake(of.id, 'released');
  return tx.cancelInFlight({ caseIds: [of.id] }, `promise-${how}`);
}

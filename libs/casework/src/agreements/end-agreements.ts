import type { CaseworkTransaction } from '#contracts';
import type { CaseName, Records } from '../desk/records.js';

/**
 * Ends what was agreed on cases that close, inside an open transaction. A case that is paid keeps its promise and
 * completes its plan, whatever lowered the balance; closed for another reason, both are cancelled.
 */
export async function endAgreements(
  tx: CaseworkTransaction,
  cases: ReadonlyMap<string, CaseName>,
  reason: string,
  records: Records,
  at: number,
): Promise<void> {
  const caseIds = [...cases.keys()];
  const paid = reason === 'paid';
  const over = { endedAt: at, endReason: `closed: ${reason}`, nextAt: null, escalateAt: null };
  const promises = (await tx.standingPromises(caseIds)).filter((promise) => promise.endedAt === null);
  const plans = await tx.activePlans(caseIds);
  if (promises.length + plans.length === 0) return;
  await tx.storePromises(
    promises.map((promise) => {
      if (promise.status === 'broken') return { ...promise, ...over };
      return paid
        ? { ...promise, ...over, status: 'kept', keptAt: at }
        : { ...promise, ...over, status: 'cancelled' };
    }),
  );
  await tx.storePlans(
    plans.map((plan) => ({
      ...plan,
      endedAt: at,
      endReason: over.endReason,
      nextAt: null,
      ...(paid ? { status: 'completed' as const, completedAt: at } : { status: 'cancelled' as const }),
    })),
  );
  await tx.liftHolds(
    [...promises, ...plans].map(({ holdId }) => holdId),
    'system:agreements',
    at,
  );
  for (const { id, caseId, status } of promises) {
    const of = cases.get(caseId);
    if (of === undefined || status === 'broken') continue;
    records.event(of, paid ? 'promise.kept' : 'promise.cancelled', { promise: id, reason: over.endReason });
  }
  for (const { id, caseId } of plans) {
    const of = cases.get(caseId);
    if (of !== undefined)
      records.event(of, paid ? 'plan.completed' : 'plan.cancelled', { plan: id, reason: over.endReason });
  }
}

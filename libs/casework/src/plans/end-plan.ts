import type { CaseworkTransaction, PlanRecord } from '#contracts';
import type { CaseName, Records } from '../desk/records.js';
import { holdReasons } from '../holds/hold-reasons.js';

/** Ends a plan before its time, inside an open transaction: its own hold goes, no other. Answers how many messages it cancelled. */
export async function endPlan(
  tx: CaseworkTransaction,
  plan: PlanRecord,
  of: CaseName,
  records: Records,
  how: 'replaced' | 'cancelled',
  at: number,
  reason: string = how,
): Promise<number> {
  await tx.storePlans([{ ...plan, status: how, endedAt: at, endReason: reason, nextAt: null }]);
  await tx.liftHolds([plan.holdId], 'system:agreements', at);
  records
    .event(of, `plan.${how}`, { plan: plan.id, reason })
    .event(of, 'hold.lifted', { hold: plan.holdId, reasons: [holdReasons.plan] })
    .wake(of.id, 'released');
  return tx.cancelInFlight({ caseIds: [of.id] }, `plan-${how}`);
}

import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type NotFound, alreadyDone } from '../desk/results.js';
import { endPlan } from './end-plan.js';

export interface CancelPlan {
  caseId: string;
  /** Of this creditor; absent: whoever's case it is. */
  creditorId?: string;
  /** The creditor's own number of the plan; absent: whichever runs. */
  ref?: string;
  actor: string;
  /** Say what would happen, and write nothing. */
  dryRun?: boolean;
}

export type CancelPlanResult = { kind: 'ok'; cancelled: number } | AlreadyDone | NotFound;

/**
 * The creditor takes its plan back: the case goes on at its current stage. One of another number than the plan that runs
 * is over already.
 */
export async function cancelPlan(desk: Desk, command: CancelPlan): Promise<CancelPlanResult> {
  const at = desk.clock.now();
  return onCase(desk, command.caseId, async (tx, record) => {
    if (command.creditorId !== undefined && record.creditorId !== command.creditorId) {
      return { kind: 'notFound' } as const;
    }
    const [plan] = await tx.activePlans([record.id]);
    if (plan === undefined || (command.ref !== undefined && plan.ref !== command.ref)) return alreadyDone;
    if (command.dryRun === true) return { kind: 'ok', cancelled: 0 } as const;
    const records = new Records(command.actor, at);
    const cancelled = await endPlan(tx, plan, record, records, 'cancelled', at);
    await tx.record(records.audited('plan.cancel', 'case', record.id, { plan: plan.id }));
    return { kind: 'ok', cancelled } as const;
  });
}

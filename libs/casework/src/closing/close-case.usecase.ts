import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type Invalid, type NotFound, alreadyDone, invalid } from '../desk/results.js';
import { HOLD_REASON } from '../holds/hold-reasons.js';
import { closeCases } from './close-cases.js';

export interface CloseCase {
  caseId: string;
  /** A code such as `withdrawn` or `written-off`; `paid` belongs to payments. */
  reason: string;
  actor: string;
}

export type CloseCaseResult = { kind: 'ok'; cancelled: number } | AlreadyDone | Invalid | NotFound;

/** The creditor or an agent ends the collection of a case. */
export async function closeCase(desk: Desk, command: CloseCase): Promise<CloseCaseResult> {
  if (!HOLD_REASON.test(command.reason)) return invalid('reason-not-a-code');
  // A case counts as paid by its payments alone.
  if (command.reason === 'paid') return invalid('paid-by-payments');
  const at = desk.clock.now();
  return onCase(desk, command.caseId, async (tx, record) => {
    if (record.status === 'closed') return alreadyDone;
    const records = new Records(command.actor, at).audited('case.close', 'case', record.id, {
      reason: command.reason,
    });
    const cancelled = await closeCases(tx, [record], command.reason, records, at);
    await tx.record(records);
    return { kind: 'ok', cancelled } as const;
  });
}

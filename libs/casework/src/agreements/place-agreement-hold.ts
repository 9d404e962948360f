import type { CaseRecord, CaseworkTransaction } from '#contracts';
import { businessId } from '../desk/business-id.js';
import type { Records } from '../desk/records.js';

/**
 * Pauses outreach of a case for as long as something agreed stands, inside an open transaction, and cancels what was
 * planned. No end is set: whoever judges the agreement lifts it, so that nothing leaves between its last day and the
 * judgement, however late that comes. Answers with the hold's id.
 */
export async function placeAgreementHold(
  tx: CaseworkTransaction,
  record: CaseRecord,
  records: Records,
  reason: string,
  at: number,
): Promise<string> {
  const id = businessId(at);
  await tx.placeHold({
    id,
    personId: record.personId,
    caseId: record.id,
    reason,
    placedBy: 'system:agreements',
    placedAt: at,
    until: null,
  });
  await tx.cancelUncounted({ caseIds: [record.id] }, `held: ${reason}`);
  records.event(record, 'hold.placed', { hold: id, reason, until: null }).wake(record.id, 'held');
  return id;
}

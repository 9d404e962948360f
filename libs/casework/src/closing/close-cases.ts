import type { CaseworkTransaction } from '#contracts';
import { endAgreements } from '../agreements/end-agreements.js';
import type { CaseName, Records } from '../desk/records.js';

/**
 * Closes cases inside an open transaction: what is in flight is cancelled, work that no agent has taken up is
 * withdrawn, what was agreed is over, the enrolments wake to their end. Answers how many messages were cancelled.
 */
export async function closeCases(
  tx: CaseworkTransaction,
  cases: readonly CaseName[],
  reason: string,
  records: Records,
  at: number,
): Promise<number> {
  if (cases.length === 0) return 0;
  const closed = new Set(
    await tx.closeCases(
      cases.map((each) => each.id),
      reason,
      at,
    ),
  );
  for (const each of cases) {
    if (closed.has(each.id)) records.event(each, 'case.closed', { reason }).wake(each.id, 'closed');
  }
  const caseIds = [...closed];
  const over = new Map(cases.filter(({ id }) => closed.has(id)).map((each) => [each.id, each]));
  if (over.size > 0) await endAgreements(tx, over, reason, records, at);
  const idle = await tx.unclaimedEscalations(caseIds);
  const withdrawn = `case-closed: ${reason}`;
  await tx.resolveEscalations(
    idle.map((escalation) => escalation.id),
    withdrawn,
    at,
  );
  for (const { id, caseId, personId } of idle) {
    records.event({ id: caseId, personId }, 'escalation.resolved', { escalation: id, then: 'withdrawn' });
  }
  return tx.cancelInFlight({ caseIds }, `closed: ${reason}`);
}

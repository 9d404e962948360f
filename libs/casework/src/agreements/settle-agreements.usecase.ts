import type { Desk } from '../desk/desk.js';
import { Records } from '../desk/records.js';
import { judgeAgreements } from './judge-agreements.js';

/** Persons locked by one transaction: few enough that a sender waits for milliseconds. */
const BATCH = 200;

/**
 * Does what is due about promises and plans by now: reminders, verdicts, notices, agents asked. The cost follows what is
 * due; any number of processes may do it at once, and one that is killed leaves nothing half done. Answers how many
 * cases it looked at.
 */
export async function settleAgreements(desk: Desk): Promise<number> {
  const at = await desk.clock.refresh();
  const due = await desk.store.dueAgreements(at, BATCH);
  if (due.length === 0) return 0;
  const personIds = [...new Set(due.map(({ personId }) => personId))];
  const caseIds = [...new Set(due.map(({ caseId }) => caseId))];
  await desk.store.transaction({ personIds }, async (tx) => {
    // What somebody else has settled since it was read is no longer due once its person is locked.
    const records = new Records('system:agreements', at);
    await judgeAgreements(tx, desk.calendar, caseIds, 'due', records, at);
    await tx.record(records);
  });
  return caseIds.length;
}

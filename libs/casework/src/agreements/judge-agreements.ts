import type { CaseworkTransaction } from '#contracts';
import type { Calendar } from '#domain';
import type { Records } from '../desk/records.js';
import { settlePlan } from '../plans/settle-plan.js';
import { settlePromise } from '../promises/settle-promise.js';
import { readContext } from './agreement-context.js';
import { Consequences } from './consequences.js';

/**
 * Judges the promises and plans of cases whose persons are locked, and does what follows: a few statements for all of
 * them. What happened goes into the records, which the caller writes.
 * @param occasion `money`: something was paid, which only ever does them good; `due`: their time has come
 */
export async function judgeAgreements(
  tx: CaseworkTransaction,
  calendar: Calendar,
  caseIds: string[],
  occasion: 'money' | 'due',
  records: Records,
  at: number,
): Promise<void> {
  if (caseIds.length === 0) return;
  const promises = await tx.standingPromises(caseIds);
  const plans = await tx.activePlans(caseIds);
  if (promises.length === 0 && plans.length === 0) return;
  const concerned = [...new Set([...promises, ...plans].map(({ caseId }) => caseId))];
  const holdIds = [...promises, ...plans].map(({ holdId }) => holdId);
  const context = await readContext(tx, calendar, concerned, holdIds);
  const then = new Consequences(records, at);
  const judgedPromises = promises.flatMap((promise) => {
    const record = context.record(promise.caseId);
    if (record === undefined || (occasion === 'due' && !isDue(promise.nextAt, at))) return [];
    return settlePromise(promise, record, context, then, occasion) ?? [];
  });
  const judgedPlans = plans.flatMap((plan) => {
    const record = context.record(plan.caseId);
    if (record === undefined || (occasion === 'due' && !isDue(plan.nextAt, at))) return [];
    return settlePlan(plan, record, context, then, occasion);
  });
  await tx.storePromises(judgedPromises);
  await tx.storePlans(judgedPlans);
  await then.carryOut(tx);
}

function isDue(nextAt: number | null, at: number): boolean {
  return nextAt !== null && nextAt <= at;
}

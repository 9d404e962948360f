import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type NotFound, alreadyDone } from '../desk/results.js';
import { endPromise } from './end-promise.js';

export interface CancelPromise {
  caseId: string;
  promiseId: string;
  /** An agent: a promise is taken back by somebody who has spoken with the debtor. */
  agentRef: string;
}

export type CancelPromiseResult = { kind: 'ok'; cancelled: number } | AlreadyDone | NotFound;

/** An agent takes a promise back that was recorded by mistake; it counts neither as kept nor as broken. */
export async function cancelPromise(desk: Desk, command: CancelPromise): Promise<CancelPromiseResult> {
  const at = desk.clock.now();
  return onCase(desk, command.caseId, async (tx, record) => {
    const standing = await tx.standingPromises([record.id]);
    const promise = standing.find(({ id, endedAt }) => id === command.promiseId && endedAt === null);
    if (promise === undefined) return alreadyDone;
    const records = new Records(`agent:${command.agentRef}`, at);
    const cancelled = await endPromise(tx, promise, record, records, 'cancelled', at);
    await tx.record(records.audited('promise.cancel', 'case', record.id, { promise: promise.id }));
    return { kind: 'ok', cancelled } as const;
  });
}

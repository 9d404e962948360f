import type { CaseRecord, CaseworkTransaction } from '#contracts';
import type { Desk } from './desk.js';
import { type NotFound, notFound } from './results.js';

/** Locks the person of a case, reads the case afresh and works on it; one transaction. */
export async function onCase<T>(
  desk: Desk,
  caseId: string,
  work: (tx: CaseworkTransaction, record: CaseRecord) => Promise<T>,
): Promise<T | NotFound> {
  // What may be nothing itself is wrapped, to tell it from no case.
  const found = await desk.store.onCase(caseId, async (tx, record) => ({ result: await work(tx, record) }));
  return found === null ? notFound : found.result;
}

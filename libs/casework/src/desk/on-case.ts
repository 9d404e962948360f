import type { CaseRecord, CaseworkTransaction } from '#contracts';
import type { Desk } from './desk.js';
import { type NotFound, notFound } from './results.js';

/** Locks the person of a case, reads the case afresh and works on it; one transaction. */
export async function onCase<T>(
  desk: Desk,
  caseId: string,
  work: (tx: CaseworkTransaction, record: CaseRecord) => Promise<T>,
): Promise<T | NotFound> {
  const personId = (await desk.store.personsOfCases([caseId])).get(caseId);
  if (personId === undefined) return notFound;
  return desk.store.transaction({ personIds: [personId] }, async (tx) => {
    const [record] = await tx.cases([caseId]);
    return record === undefined ? notFound : work(tx, record);
  });
}

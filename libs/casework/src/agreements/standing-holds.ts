import type { CaseworkTransaction } from '#contracts';

/** Ids of the holds of what is agreed on a case and stands: only who judges an agreement, or ends it, lifts its hold. */
export async function standingHolds(tx: CaseworkTransaction, caseId: string): Promise<ReadonlySet<string>> {
  const agreed = [...(await tx.standingPromises([caseId])), ...(await tx.activePlans([caseId]))];
  return new Set(agreed.filter(({ endedAt }) => endedAt === null).map(({ holdId }) => holdId));
}

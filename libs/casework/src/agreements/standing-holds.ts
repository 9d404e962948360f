import type { CaseworkTransaction } from '#contracts';

/**
 * Ids of the holds of what is agreed on a case and stands, and of hand-offs that wait for a person: only who judges an
 * agreement or ends it, and who decides about the hand-off, lifts its hold.
 */
export async function standingHolds(tx: CaseworkTransaction, caseId: string): Promise<ReadonlySet<string>> {
  const agreed = [...(await tx.standingPromises([caseId])), ...(await tx.activePlans([caseId]))];
  const asked = (await tx.waitingHandOffs([caseId])).flatMap(({ holdId }) => holdId ?? []);
  return new Set([...agreed.filter(({ endedAt }) => endedAt === null).map(({ holdId }) => holdId), ...asked]);
}

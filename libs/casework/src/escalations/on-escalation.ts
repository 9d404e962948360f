import type { AgentRecord, CaseworkTransaction, EscalationRecord } from '#contracts';
import type { Desk } from '../desk/desk.js';
import { type NotFound, notFound } from '../desk/results.js';

export interface UnknownAgent {
  kind: 'unknownAgent';
}

/** Locks the person of an escalation's case, reads escalation and agent afresh, and works on them. */
export async function onEscalation<T>(
  desk: Desk,
  escalationId: string,
  agentRef: string,
  work: (tx: CaseworkTransaction, escalation: EscalationRecord, agent: AgentRecord) => Promise<T>,
): Promise<T | NotFound | UnknownAgent> {
  return onLockedEscalation(desk, escalationId, async (tx, escalation) => {
    const agent = await tx.agent(agentRef);
    if (agent === null || !agent.active) return { kind: 'unknownAgent' } as const;
    return work(tx, escalation, agent);
  });
}

/** The same for a caller who may be no agent: another system, or a manager. */
export async function onLockedEscalation<T>(
  desk: Desk,
  escalationId: string,
  work: (tx: CaseworkTransaction, escalation: EscalationRecord) => Promise<T>,
): Promise<T | NotFound> {
  const named = await desk.store.caseOfEscalation(escalationId);
  if (named === null) return notFound;
  return desk.store.transaction({ personIds: [named.personId] }, async (tx) => {
    const escalation = await tx.escalation(escalationId);
    return escalation === null ? notFound : work(tx, escalation);
  });
}

import type { Desk } from '../desk/desk.js';
import { Records } from '../desk/records.js';
import { type Invalid, type NotFound, invalid } from '../desk/results.js';
import { HOLD_REASON } from '../holds/hold-reasons.js';
import { type UnknownAgent, onEscalation } from './on-escalation.js';

export interface ReturnEscalation {
  escalationId: string;
  agentRef: string;
  /** A code such as `out-of-my-depth`; what there is to tell belongs into a note. */
  reason: string;
}

export type ReturnEscalationResult =
  { kind: 'ok' } | { kind: 'notYours' } | { kind: 'resolved' } | Invalid | NotFound | UnknownAgent;

/**
 * An agent gives back what is on their desk, claimed or not. It waits in its queue for somebody else, due when it was
 * due, and comes back to them only if they claim it.
 */
export async function returnEscalation(
  desk: Desk,
  command: ReturnEscalation,
): Promise<ReturnEscalationResult> {
  const { escalationId, agentRef, reason } = command;
  if (!HOLD_REASON.test(reason)) return invalid('reason-not-a-code');
  const at = desk.clock.now();
  return onEscalation(desk, escalationId, agentRef, async (tx, escalation, agent) => {
    if (escalation.status === 'resolved') return { kind: 'resolved' } as const;
    if (escalation.agentId !== agent.id) return { kind: 'notYours' } as const;
    await tx.endHandOuts([escalation.id], 'returned', at);
    await tx.returnEscalation(escalation.id);
    await tx.record(
      new Records(`agent:${agent.ref}`, at)
        .event({ id: escalation.caseId, personId: escalation.personId }, 'escalation.returned', {
          ...{ escalation: escalation.id, from: agent.ref, reason },
        })
        .audited('escalation.return', 'escalation', escalation.id, { reason }),
    );
    return { kind: 'ok' } as const;
  });
}

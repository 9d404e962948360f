import type { Desk } from '../desk/desk.js';
import { Records } from '../desk/records.js';
import {
  type AlreadyDone,
  type Invalid,
  type NotFound,
  alreadyDone,
  invalid,
  notFound,
} from '../desk/results.js';
import type { UnknownAgent } from '../escalations/on-escalation.js';
import { HOLD_REASON } from '../holds/hold-reasons.js';

export interface DecideHandOff {
  handOffId: string;
  /** Reference of the agent who decides: a lead. */
  agentRef: string;
  decision: { approve: true } | { approve: false; reason: string };
}

export type DecideHandOffResult =
  { kind: 'ok' } | { kind: 'notALead' } | AlreadyDone | Invalid | NotFound | UnknownAgent;

/**
 * A lead says whether a case may be handed off. The hold that the request placed goes with the decision, other holds
 * stay, and the cadence goes on by it. What is paid or closed by now is handed to nobody.
 */
export async function decideHandOff(desk: Desk, command: DecideHandOff): Promise<DecideHandOffResult> {
  const { handOffId, agentRef, decision } = command;
  if (!decision.approve && !HOLD_REASON.test(decision.reason)) return invalid('reason-not-a-code');
  const named = await desk.store.caseOfHandOff(handOffId);
  if (named === null) return notFound;
  const at = desk.clock.now();
  return desk.store.transaction({ personIds: [named.personId] }, async (tx) => {
    const handOff = await tx.handOff(handOffId);
    if (handOff === null) return notFound;
    const agent = await tx.agent(agentRef);
    if (agent === null || !agent.active) return { kind: 'unknownAgent' };
    if (!agent.lead) return { kind: 'notALead' };
    const by = `agent:${agent.ref}`;
    const status = decision.approve ? 'approved' : 'refused';
    if (handOff.status === status && handOff.decidedBy === by) return alreadyDone;
    if (handOff.status !== 'waiting') return invalid(`hand-off-${handOff.status}`);
    const [record] = await tx.cases([named.caseId]);
    if (record === undefined || record.status === 'closed' || record.balanceMinor <= 0) {
      return invalid('hand-off-settled');
    }
    const reason = decision.approve ? null : decision.reason;
    await tx.decideHandOff(handOffId, { status, by, reason, at });
    if (handOff.holdId !== null) await tx.liftHolds([handOff.holdId], by, at);
    const detail = { handOff: handOffId, ...(reason === null ? {} : { reason }) };
    await tx.record(
      new Records(by, at)
        .event(record, `hand_off.${status}`, detail)
        .wake(record.id, 'released')
        .audited(`hand-off.${decision.approve ? 'approve' : 'refuse'}`, 'hand-off', handOffId, {
          case: record.id,
          ...(reason === null ? {} : { reason }),
        }),
    );
    return { kind: 'ok' };
  });
}

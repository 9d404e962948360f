import type { Desk } from '../desk/desk.js';
import type { CaseworkTransaction } from '#contracts';
import { businessId } from '../desk/business-id.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type NotFound, alreadyDone } from '../desk/results.js';
import { dueTime } from './due-time.js';
import { type UnknownAgent, onEscalation } from './on-escalation.js';

export interface ClaimEscalation {
  escalationId: string;
  agentRef: string;
}

export type ClaimEscalationResult =
  | { kind: 'ok'; dueAt: number }
  | { kind: 'claimedByOther' }
  | { kind: 'resolved' }
  | AlreadyDone
  | NotFound
  | UnknownAgent;

/**
 * An agent takes an escalation up. One that was assigned to a colleague may be claimed while the colleague has not, and
 * one that a colleague claimed who is no longer active: the event says from whom.
 */
export async function claimEscalation(desk: Desk, command: ClaimEscalation): Promise<ClaimEscalationResult> {
  const at = desk.clock.now();
  return onEscalation(desk, command.escalationId, command.agentRef, async (tx, escalation, agent) => {
    if (escalation.status === 'resolved') return { kind: 'resolved' } as const;
    if (escalation.status === 'claimed') {
      if (escalation.agentId === agent.id) return alreadyDone;
      if (await isAtWork(tx, escalation.agentId)) return { kind: 'claimedByOther' } as const;
    }
    const { zone, country } = await tx.zoneOf(escalation.creditorId);
    const dueAt = escalation.dueAt ?? dueTime(desk.calendar, at, escalation.slaBusinessDays, zone, country);
    await tx.claimEscalation(escalation.id, agent.id, dueAt, at);
    const takenFrom = escalation.agentId === agent.id ? null : escalation.agentId;
    if (escalation.agentId !== agent.id) {
      await tx.endHandOuts([escalation.id], 'claimed-by-other', at);
      const why = { by: agent.ref };
      await tx.addHandOut({
        ...{
          id: businessId(at),
          escalationId: escalation.id,
          agentId: agent.id,
          at,
          dueAt,
          how: 'claimed',
          why,
        },
      });
    }
    await tx.record(
      new Records(`agent:${agent.ref}`, at)
        .event({ id: escalation.caseId, personId: escalation.personId }, 'escalation.claimed', {
          escalation: escalation.id,
          takenFrom,
        })
        .audited('escalation.claim', 'escalation', escalation.id),
    );
    return { kind: 'ok', dueAt } as const;
  });
}

async function isAtWork(tx: CaseworkTransaction, agentId: string | null): Promise<boolean> {
  return agentId !== null && (await tx.agentById(agentId))?.active === true;
}

import type { AgentRecord, CaseworkTransaction, EscalationRecord } from '#contracts';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type Invalid, type NotFound, alreadyDone, invalid } from '../desk/results.js';
import { HOLD_REASON } from '../holds/hold-reasons.js';
import { dueTime } from './due-time.js';
import { onLockedEscalation, type UnknownAgent } from './on-escalation.js';

export interface PassEscalation {
  escalationId: string;
  /** Reference of the agent who gets it. */
  to: string;
  /** A code such as `knows-the-debtor`. */
  reason: string;
  /** Reference of the agent who passes it; null: a manager. */
  by: string | null;
  /** Under whom it goes into the record. */
  actor: string;
}

export type PassEscalationResult =
  | { kind: 'ok'; dueAt: number }
  | { kind: 'notYours' }
  | { kind: 'resolved' }
  | AlreadyDone
  | Invalid
  | NotFound
  | UnknownAgent;

/**
 * Passes an escalation to a named agent: by whoever has it, by a lead, or by a manager. A person who says so may fill
 * a desk beyond its capacity; it is due when it was due, or anew when that has passed.
 */
export async function passEscalation(desk: Desk, command: PassEscalation): Promise<PassEscalationResult> {
  const { escalationId, to, reason, by, actor } = command;
  if (!HOLD_REASON.test(reason)) return invalid('reason-not-a-code');
  const at = desk.clock.now();
  return onLockedEscalation(desk, escalationId, async (tx, escalation) => {
    if (escalation.status === 'resolved') return { kind: 'resolved' } as const;
    const refused = await refusalOf(tx, escalation, by);
    if (refused !== null) return refused;
    const target = await tx.agent(to);
    if (target === null || !target.active) return invalid('no-such-colleague');
    if (target.id === escalation.agentId) return alreadyDone;
    const dueAt = await dueAtOf(desk, tx, escalation, at);
    const from = escalation.agentId === null ? null : ((await tx.agentById(escalation.agentId))?.ref ?? null);
    await give(tx, escalation, target, { at, dueAt, why: { by: actor, reason } });
    await tx.record(
      new Records(actor, at)
        .event({ id: escalation.caseId, personId: escalation.personId }, 'escalation.passed', {
          ...{ escalation: escalation.id, from, to: target.ref, why: 'named', reason, dueAt },
        })
        .audited('escalation.pass', 'escalation', escalation.id, { to: target.ref, reason }),
    );
    return { kind: 'ok', dueAt } as const;
  });
}

/** Of agents, whoever has it may pass it on, and a lead. */
async function refusalOf(
  tx: CaseworkTransaction,
  escalation: EscalationRecord,
  by: string | null,
): Promise<UnknownAgent | { kind: 'notYours' } | null> {
  if (by === null) return null;
  const agent = await tx.agent(by);
  if (agent === null || !agent.active) return { kind: 'unknownAgent' };
  return agent.lead || agent.id === escalation.agentId ? null : { kind: 'notYours' };
}

async function dueAtOf(
  desk: Desk,
  tx: CaseworkTransaction,
  escalation: EscalationRecord,
  at: number,
): Promise<number> {
  if (escalation.dueAt !== null && escalation.dueAt > at) return escalation.dueAt;
  const { zone, country } = await tx.zoneOf(escalation.creditorId);
  return dueTime(desk.calendar, at, escalation.slaBusinessDays, zone, country);
}

async function give(
  tx: CaseworkTransaction,
  { id: escalationId }: EscalationRecord,
  { id: agentId }: AgentRecord,
  { at, dueAt, why }: { at: number; dueAt: number; why: Record<string, unknown> },
): Promise<void> {
  await tx.endHandOuts([escalationId], 'handed-on', at);
  await tx.giveEscalation(escalationId, agentId, dueAt, at);
  await tx.addHandOut({ id: businessId(at), escalationId, agentId, at, dueAt, how: 'named', why });
}

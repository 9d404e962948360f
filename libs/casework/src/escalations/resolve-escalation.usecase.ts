import type { CaseworkTransaction, EscalationRecord } from '#contracts';
import { standingHolds } from '../agreements/standing-holds.js';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type Invalid, type NotFound, alreadyDone, invalid } from '../desk/results.js';
import { HOLD_REASON, holdReasons } from '../holds/hold-reasons.js';
import { closeCases } from '../closing/close-cases.js';
import { type UnknownAgent, onEscalation } from './on-escalation.js';

/** What happens to the case once the agent is done. */
export type NextForCase =
  /** The cadence goes on where it stands. */
  | { then: 'resume' }
  /** Outreach rests until a business instant (epoch ms), then goes on. */
  | { then: 'hold'; until: number; reason: string }
  /** The case is over; reason is a code such as `paid-elsewhere`; `paid` belongs to payments. */
  | { then: 'close'; reason: string }
  /** The case stays open and gets no further message until an agent lifts the hold `stopped`. */
  | { then: 'stop' };

export interface ResolveEscalation {
  escalationId: string;
  agentRef: string;
  next: NextForCase;
}

export type ResolveEscalationResult =
  | { kind: 'ok'; cancelled: number }
  | { kind: 'notClaimed' }
  | { kind: 'claimedByOther' }
  | AlreadyDone
  | Invalid
  | NotFound
  | UnknownAgent;

/**
 * The agent who claimed an escalation ends it and says what comes next. The hold that the escalation placed, and
 * the one that it answers (`dispute`, `hardship`), are lifted; other holds and stops of the person stay, and so does
 * the hold of a promise or plan, whatever the escalation's reason is called.
 */
export async function resolveEscalation(
  desk: Desk,
  command: ResolveEscalation,
): Promise<ResolveEscalationResult> {
  const at = desk.clock.now();
  const { next } = command;
  const fault = faultOf(next, at);
  if (fault !== null) return invalid(fault);
  return onEscalation(desk, command.escalationId, command.agentRef, async (tx, escalation, agent) => {
    if (escalation.status === 'resolved') return alreadyDone;
    if (escalation.status !== 'claimed') return { kind: 'notClaimed' } as const;
    if (escalation.agentId !== agent.id) return { kind: 'claimedByOther' } as const;
    const actor = `agent:${agent.ref}`;
    await tx.resolveEscalations([escalation.id], next.then, at);
    await liftAnswered(tx, escalation, actor, at);
    const records = new Records(actor, at);
    const cancelled = await carryOut(tx, escalation, next, records, actor, at);
    records
      .event(named(escalation), 'escalation.resolved', { escalation: escalation.id, ...next })
      .wake(escalation.caseId, next.then === 'close' ? 'closed' : 'released')
      .audited('escalation.resolve', 'escalation', escalation.id, { ...next });
    await tx.record(records);
    return { kind: 'ok', cancelled } as const;
  });
}

function faultOf(next: NextForCase, at: number): string | null {
  if (next.then === 'hold' && next.until <= at) return 'until-has-passed';
  if ('reason' in next && !HOLD_REASON.test(next.reason)) return 'reason-not-a-code';
  // A case counts as paid by its payments alone.
  if (next.then === 'close' && next.reason === 'paid') return 'paid-by-payments';
  return null;
}

function named(escalation: EscalationRecord): { id: string; personId: string } {
  return { id: escalation.caseId, personId: escalation.personId };
}

/** The escalation's own hold goes only when no other escalation of the case is still open. */
async function liftAnswered(
  tx: CaseworkTransaction,
  escalation: EscalationRecord,
  actor: string,
  at: number,
): Promise<void> {
  const another = await tx.openEscalation(escalation.caseId);
  const stands = await standingHolds(tx, escalation.caseId);
  const answered = (await tx.holds([escalation.caseId])).filter(
    (hold) =>
      !stands.has(hold.id) &&
      (hold.reason === escalation.reason || (another === null && hold.reason === holdReasons.escalated)),
  );
  const ids = answered.map((hold) => hold.id);
  if (ids.length > 0) await tx.liftHolds(ids, actor, at);
}

async function carryOut(
  tx: CaseworkTransaction,
  escalation: EscalationRecord,
  next: NextForCase,
  records: Records,
  actor: string,
  at: number,
): Promise<number> {
  if (next.then === 'resume') return 0;
  const caseIds = [escalation.caseId];
  if (next.then === 'close') {
    return closeCases(tx, [named(escalation)], next.reason, records, at);
  }
  const reason = next.then === 'hold' ? next.reason : holdReasons.stopped;
  const until = next.then === 'hold' ? next.until : null;
  const id = businessId(at);
  await tx.placeHold({
    id,
    personId: escalation.personId,
    caseId: escalation.caseId,
    reason,
    placedBy: actor,
    placedAt: at,
    until,
  });
  records.event(named(escalation), 'hold.placed', { hold: id, reason, until });
  return tx.cancelInFlight({ caseIds }, `held: ${reason}`);
}

import type { EscalationPriorityName } from '#contracts';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { type DebtorAct, Records } from '../desk/records.js';
import { type Invalid, type NotFound, invalid } from '../desk/results.js';
import { holdReasons } from '../holds/hold-reasons.js';
import { askForAgent } from './ask-for-agent.js';

export interface RequestEscalation {
  caseId: string;
  /** A code such as `human-requested`. */
  reason: string;
  /** With the case, unique, such as `portal:<session>`; repeated requests of one origin are one. */
  origin: string;
  actor: string;
  queue?: string;
  priority?: EscalationPriorityName;
  slaBusinessDays?: number;
  /** Set when the debtor asked. */
  act?: DebtorAct;
}

export type RequestEscalationResult =
  | { kind: 'ok'; escalationId: string; cancelled: number }
  | { kind: 'alreadyDone'; escalationId: string | null }
  | NotFound
  | Invalid;

/**
 * Asks for a human agent and parks outreach until the agent is done. While one escalation of the case is open, a
 * further request joins it: a debtor who taps twice is waited on once.
 */
export async function requestEscalation(
  desk: Desk,
  command: RequestEscalation,
): Promise<RequestEscalationResult> {
  const at = desk.clock.now();
  return onCase(desk, command.caseId, async (tx, record) => {
    if (record.status === 'closed') return invalid('case-closed');
    const open = await tx.openEscalation(record.id);
    if (open !== null) return { kind: 'alreadyDone', escalationId: open.id };
    const records = new Records(command.actor, at);
    const { reason, origin, queue, slaBusinessDays } = command;
    const priority = command.priority ?? 'normal';
    const id = await askForAgent(tx, record, records, {
      reason,
      priority,
      origin,
      at,
      queue,
      slaBusinessDays,
    });
    if (id === null) return { kind: 'alreadyDone', escalationId: null };
    const held = (await tx.holds([record.id])).some((hold) => hold.reason === holdReasons.escalated);
    if (!held) {
      await tx.placeHold({
        id: businessId(at),
        personId: record.personId,
        caseId: record.id,
        reason: holdReasons.escalated,
        placedBy: command.actor,
        placedAt: at,
        until: null,
      });
    }
    const cancelled = await tx.cancelInFlight({ caseIds: [record.id] }, 'held: escalated');
    if (command.act !== undefined) records.did(record.personId, record.id, 'human_requested', command.act);
    await tx.record(records.audited('escalation.request', 'case', record.id, { escalation: id, reason }));
    return { kind: 'ok', escalationId: id, cancelled };
  });
}

import {
  type CaseworkTransaction,
  type EscalationPriorityName,
  escalationPriorities,
  type HoldRecord,
} from '#contracts';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { type CaseName, type DebtorAct, Records } from '../desk/records.js';
import { type Invalid, type NotFound, invalid } from '../desk/results.js';
import { holdReasons } from '../holds/hold-reasons.js';
import { askForAgent } from './ask-for-agent.js';

export interface RequestEscalation {
  caseId: string;
  /** A code such as `human-requested`. */
  reason: string;
  /** With the case, unique, such as `reply:<sid>`; requests of one origin are one. Absent: an occasion of its own. */
  origin?: string;
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
 * further request joins it: the case is waited on once, with the more urgent of the two priorities, and its timeline
 * tells of both.
 */
export async function requestEscalation(
  desk: Desk,
  command: RequestEscalation,
): Promise<RequestEscalationResult> {
  const at = desk.clock.now();
  return onCase(desk, command.caseId, async (tx, record) => {
    if (record.status === 'closed') return invalid('case-closed');
    const [open, holds] = await Promise.all([tx.openEscalation(record.id), tx.holds([record.id])]);
    const records = new Records(command.actor, at);
    const { reason, origin, queue, slaBusinessDays } = command;
    const priority = command.priority ?? 'normal';
    if (open !== null) {
      await park(tx, record, holds, [holdReasons.escalated, open.reason], command.actor, at);
      if (open.origin !== origin) {
        await tx.raiseEscalation(open.id, escalationPriorities[priority]);
        records.event(record, 'escalation.joined', { escalation: open.id, reason, priority });
        if (command.act !== undefined)
          records.did(record.personId, record.id, 'human_requested', command.act);
        await tx.record(records);
      }
      return { kind: 'alreadyDone', escalationId: open.id };
    }
    const id = await askForAgent(tx, record, records, {
      reason,
      priority,
      origin,
      at,
      queue,
      slaBusinessDays,
    });
    if (id === null) return { kind: 'alreadyDone', escalationId: null };
    const cancelled = await park(tx, record, holds, [holdReasons.escalated], command.actor, at);
    if (command.act !== undefined) records.did(record.personId, record.id, 'human_requested', command.act);
    await tx.record(records.audited('escalation.request', 'case', record.id, { escalation: id, reason }));
    return { kind: 'ok', escalationId: id, cancelled };
  });
}

/** Holds the case unless one of these reasons holds it already, and cancels what is on its way: how many messages. */
async function park(
  tx: CaseworkTransaction,
  { id: caseId, personId }: CaseName,
  holds: readonly HoldRecord[],
  enough: readonly string[],
  placedBy: string,
  at: number,
): Promise<number> {
  if (!holds.some((hold) => enough.includes(hold.reason))) {
    const reason = holdReasons.escalated;
    await tx.placeHold({ id: businessId(at), personId, caseId, reason, placedBy, placedAt: at, until: null });
  }
  return tx.cancelInFlight({ caseIds: [caseId] }, 'held: escalated');
}

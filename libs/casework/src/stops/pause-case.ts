import type { CaseEventKind, Interaction } from '#contracts';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import { type Invalid, alreadyDone, invalid } from '../desk/results.js';
import { askForAgent } from '../escalations/ask-for-agent.js';
import type { StopCommand, StopResult } from './stop-person.js';

export interface CasePause {
  /** Reason of the hold and of the escalation. */
  reason: string;
  event: CaseEventKind;
  interaction: Interaction['kind'];
}

/**
 * Holds a case until an agent has answered the debtor; the same while one is waiting changes nothing. A hold that an
 * agent has set for this reason does not answer: it is asked anew, and the case no longer goes on by itself.
 */
export async function pauseCase(
  desk: Desk,
  command: StopCommand,
  pause: CasePause,
): Promise<StopResult | Invalid> {
  const at = desk.clock.now();
  return onCase(desk, command.caseId, async (tx, record) => {
    if (record.status === 'closed') return invalid('case-closed');
    const id = businessId(at);
    const { reason } = pause;
    const held = (await tx.holds([record.id])).some((hold) => hold.reason === reason && hold.until === null);
    if (held && (await tx.openEscalation(record.id)) !== null) return alreadyDone;
    await tx.placeHold({
      id,
      personId: record.personId,
      caseId: record.id,
      reason,
      placedBy: command.actor,
      placedAt: at,
      until: null,
    });
    const cancelled = await tx.cancelInFlight({ caseIds: [record.id] }, `held: ${reason}`);
    const records = new Records(command.actor, at).event(record, pause.event, { hold: id, reason });
    records.wake(record.id, 'held');
    if (command.act !== undefined) records.did(record.personId, record.id, pause.interaction, command.act);
    await askForAgent(tx, record, records, { reason, priority: 'high', at });
    await tx.record(records.audited(`case.${reason}`, 'case', record.id, { hold: id }));
    return { kind: 'ok', cancelled } as const;
  });
}

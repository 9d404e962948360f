import type { HoldRecord } from '#contracts';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import { type Invalid, type NotFound, invalid } from '../desk/results.js';
import { HOLD_REASON } from './hold-reasons.js';

export interface PlaceHold {
  caseId: string;
  /** 'person' holds every case of the person, as a statutory breathing space does. */
  covers: 'case' | 'person';
  /** A code such as `breathing-space`. */
  reason: string;
  /** Business instant (epoch ms) at which it ends by itself; null until somebody lifts it. */
  until: number | null;
  actor: string;
}

export type PlaceHoldResult =
  | { kind: 'ok'; holdId: string; cancelled: number }
  | { kind: 'alreadyDone'; holdId: string }
  | NotFound
  | Invalid;

/**
 * Gives a reason not to contact. Holds stack: outreach resumes when all are lifted or over. The same reason twice
 * is one hold, whose end moves only later.
 */
export async function placeHold(desk: Desk, command: PlaceHold): Promise<PlaceHoldResult> {
  const at = desk.clock.now();
  if (!HOLD_REASON.test(command.reason)) return invalid('reason-not-a-code');
  if (command.until !== null && command.until <= at) return invalid('until-has-passed');
  return onCase(desk, command.caseId, async (tx, record) => {
    if (record.status === 'closed') return invalid('case-closed');
    const wholePerson = command.covers === 'person';
    const active = wholePerson ? await tx.personHolds(record.personId) : await tx.holds([record.id]);
    const same = active.find((hold) => hold.reason === command.reason);
    if (same !== undefined && !endsLater(command.until, same.until))
      return { kind: 'alreadyDone', holdId: same.id };
    if (same !== undefined) await tx.liftHolds([same.id], command.actor, at);
    const hold: HoldRecord = {
      id: businessId(at),
      personId: record.personId,
      caseId: wholePerson ? null : record.id,
      reason: command.reason,
      placedBy: command.actor,
      placedAt: at,
      until: command.until,
    };
    await tx.placeHold(hold);
    const held = wholePerson ? await tx.openCases() : [record];
    const cancelled = await tx.cancelInFlight(
      { caseIds: held.map((each) => each.id) },
      `held: ${hold.reason}`,
    );
    const records = new Records(command.actor, at);
    for (const each of held) {
      records.event(each, 'hold.placed', { hold: hold.id, reason: hold.reason, until: hold.until });
      records.wake(each.id, 'held');
    }
    await tx.record(records.audited('hold.place', 'case', record.id, { hold: hold.id, reason: hold.reason }));
    return { kind: 'ok', holdId: hold.id, cancelled };
  });
}

function endsLater(asked: number | null, standing: number | null): boolean {
  return standing !== null && (asked === null || asked > standing);
}

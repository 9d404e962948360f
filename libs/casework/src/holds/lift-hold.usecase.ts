import { standingHolds } from '../agreements/standing-holds.js';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type Invalid, type NotFound, alreadyDone, invalid } from '../desk/results.js';
import { holdReasons } from './hold-reasons.js';

export interface LiftHold {
  caseId: string;
  /** The hold's id, or the reason of the holds to lift. */
  hold: { id: string } | { reason: string };
  actor: string;
}

export type LiftHoldResult =
  { kind: 'ok'; lifted: number; stillHeld: boolean } | AlreadyDone | Invalid | NotFound;

/** Lifts a hold on a case, or on its person; the enrolment is looked at again and resumes if nothing else holds. */
export async function liftHold(desk: Desk, command: LiftHold): Promise<LiftHoldResult> {
  const at = desk.clock.now();
  return onCase(desk, command.caseId, async (tx, record) => {
    const active = [...(await tx.holds([record.id])), ...(await tx.personHolds(record.personId))];
    const wanted = command.hold;
    const lifted = active.filter((hold) =>
      'id' in wanted ? hold.id === wanted.id : hold.reason === wanted.reason,
    );
    if (lifted.length === 0) return alreadyDone;
    const stands = await standingHolds(tx, record.id);
    if (lifted.some((hold) => stands.has(hold.id))) return invalid('held-by-agreement');
    const byAgent = command.actor.startsWith('agent:');
    if (!byAgent && lifted.some((hold) => hold.reason === holdReasons.stopped)) return invalid('agent-lifts');
    await tx.liftHolds(
      lifted.map((hold) => hold.id),
      command.actor,
      at,
    );
    const records = new Records(command.actor, at);
    const freed = lifted.some((hold) => hold.caseId === null) ? await tx.openCases() : [record];
    for (const each of freed) {
      records
        .event(each, 'hold.lifted', { reasons: lifted.map((hold) => hold.reason) })
        .wake(each.id, 'released');
    }
    await tx.record(
      records.audited('hold.lift', 'case', record.id, { holds: lifted.map((hold) => hold.id) }),
    );
    return { kind: 'ok', lifted: lifted.length, stillHeld: lifted.length < active.length };
  });
}

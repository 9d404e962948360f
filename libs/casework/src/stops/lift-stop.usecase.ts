import type { PersonStop } from '#domain';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type NotFound, alreadyDone } from '../desk/results.js';

export interface LiftStop {
  caseId: string;
  stop: PersonStop;
  /** An agent: nobody else may undo what a debtor asked for or what was reported of them. */
  agentRef: string;
}

/** Takes back a stop that was reported by mistake or revoked by the person. */
export async function liftStop(
  desk: Desk,
  command: LiftStop,
): Promise<{ kind: 'ok' } | AlreadyDone | NotFound> {
  const at = desk.clock.now();
  return onCase(desk, command.caseId, async (tx, record) => {
    const stops = tx.persons.get(record.personId)?.stops ?? [];
    if (!stops.includes(command.stop)) return alreadyDone;
    await tx.setStops(
      record.personId,
      stops.filter((stop) => stop !== command.stop),
    );
    const records = new Records(`agent:${command.agentRef}`, at);
    for (const each of await tx.openCases()) {
      records.event(each, 'person.stop_lifted', { stop: command.stop }).wake(each.id, 'released');
    }
    await tx.record(records.audited('person.lift-stop', 'person', record.personId, { stop: command.stop }));
    return { kind: 'ok' } as const;
  });
}

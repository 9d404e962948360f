import type { CaseRecord, CaseworkTransaction, Interaction } from '#contracts';
import type { PersonStop } from '#domain';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { type DebtorAct, Records } from '../desk/records.js';
import { type AlreadyDone, type NotFound, alreadyDone } from '../desk/results.js';

/** Who asked for a stop, and through which case it became known. */
export interface StopCommand {
  caseId: string;
  actor: string;
  /** Set when the debtor asked themselves. */
  act?: DebtorAct;
}

export type StopResult = { kind: 'ok'; cancelled: number } | AlreadyDone | NotFound;

export interface PersonStopping {
  stop: PersonStop;
  /** What the debtor did, when they did it. */
  interaction?: Interaction['kind'];
  /** What else happens in the same transaction, such as asking for an agent. */
  then?: (tx: CaseworkTransaction, record: CaseRecord, records: Records, at: number) => Promise<unknown>;
}

/**
 * Stops all collection messages to a person, whoever the creditor is. Other creditors' cases learn that there is a
 * stop, never from where it came.
 */
export async function stopPerson(
  desk: Desk,
  command: StopCommand,
  stopping: PersonStopping,
): Promise<StopResult> {
  const at = desk.clock.now();
  return onCase(desk, command.caseId, async (tx, record) => {
    const stops = tx.persons.get(record.personId)?.stops ?? [];
    if (stops.includes(stopping.stop)) return alreadyDone;
    await tx.setStops(record.personId, [...stops, stopping.stop]);
    const cancelled = await tx.cancelInFlight({ personIds: [record.personId] }, `stopped: ${stopping.stop}`);
    const records = new Records(command.actor, at);
    const open = await tx.openCases();
    const told = open.some((each) => each.id === record.id) ? open : [record, ...open];
    for (const each of told)
      records.event(each, 'person.stopped', { stop: stopping.stop }).wake(each.id, 'stopped');
    if (command.act !== undefined && stopping.interaction !== undefined) {
      records.did(record.personId, record.id, stopping.interaction, command.act);
    }
    await stopping.then?.(tx, record, records, at);
    await tx.record(
      records.audited('person.stop', 'person', record.personId, { stop: stopping.stop, case: record.id }),
    );
    return { kind: 'ok', cancelled };
  });
}

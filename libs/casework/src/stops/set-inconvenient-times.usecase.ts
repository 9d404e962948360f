import { type InconvenientTime, leaveTime } from '#domain';
import type { Desk } from '../desk/desk.js';
import { onCase } from '../desk/on-case.js';
import { Records } from '../desk/records.js';
import { type AlreadyDone, type Invalid, type NotFound, alreadyDone, invalid } from '../desk/results.js';

export interface SetInconvenientTimes {
  caseId: string;
  /** All of them, by the person's own clock; none means that they have no such wish any more. */
  times: readonly InconvenientTime[];
  actor: string;
}

export type SetInconvenientTimesResult = { kind: 'ok' } | AlreadyDone | NotFound | Invalid;

/**
 * When the person asks not to be contacted, whoever the creditor is. What is planned waits for the next instant that
 * suits them. Only an agent takes such a time back, since the person asked for it.
 */
export async function setInconvenientTimes(
  desk: Desk,
  { caseId, times, actor }: SetInconvenientTimes,
): Promise<SetInconvenientTimesResult> {
  if (!leaveTime(times)) return invalid('times-leave-none');
  const at = desk.clock.now();
  return onCase(desk, caseId, async (tx, record) => {
    const before = tx.persons.get(record.personId)?.inconvenientTimes ?? [];
    const said = new Set(times.map(nameOf));
    const takenBack = before.filter((time) => !said.has(nameOf(time)));
    if (takenBack.length === 0 && said.size === before.length) return alreadyDone;
    if (takenBack.length > 0 && !actor.startsWith('agent:')) return invalid('agent-takes-times-back');
    await tx.setInconvenientTimes(record.personId, times);
    const records = new Records(actor, at);
    const open = await tx.openCases();
    const told = open.some((each) => each.id === record.id) ? open : [record, ...open];
    for (const each of told) records.event(each, 'person.times_set', { times: times.length });
    await tx.record(
      records.audited('person.set-times', 'person', record.personId, { times, before, case: record.id }),
    );
    return { kind: 'ok' } as const;
  });
}

function nameOf({ days = [], from, until }: InconvenientTime): string {
  return `${[...days].sort().join(',')} ${from}-${until}`;
}

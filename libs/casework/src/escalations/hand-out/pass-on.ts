import type { CaseEvent, HandOutOccasion, LeavingDesk, UnclaimedWork, WaitingEscalation } from '#contracts';
import { isForLead, lineOf, raisedPriority, reasonToPass } from '#domain';
import { businessId } from '../../desk/business-id.js';
import type { Desk } from '../../desk/desk.js';
import { PORTION, presenceAt } from './portions.js';

/**
 * Takes off desks what nobody there takes up: its time has come, or its agent is away for longer or has left. Returns
 * the ids of what went.
 */
export async function passOn(desk: Desk, occasion: HandOutOccasion): Promise<string[]> {
  const { at } = occasion;
  const all: string[] = [];
  for (;;) {
    const ids = await desk.store.handOuts.passOn(occasion, presenceAt(desk, at), PORTION, (unclaimed) => {
      const passed = unclaimed.assigned.flatMap((record) => passingOf(record, unclaimed, at));
      return {
        passedOn: passed.map(({ leaving }) => leaving),
        events: passed.map(({ leaving, from }) => passedEvent(leaving, from, at)),
      };
    });
    all.push(...ids);
    if (ids.length < PORTION) return all;
  }
}

function passingOf(
  record: WaitingEscalation,
  { agents, terms }: UnclaimedWork,
  at: number,
): { leaving: LeavingDesk; from: string | null }[] {
  const holder = agents.find(({ id }) => id === record.agentId) ?? null;
  const assigned = { dueAt: record.dueAt ?? at, passings: record.passings };
  const why = reasonToPass(assigned, holder, at, terms.passings);
  // Locked a moment too late, perhaps: what may stay on its desk stays there.
  if (why === null || record.agentId === null) return [];
  const passings = record.passings + 1;
  const leaving = {
    ...{
      escalationId: record.id,
      caseId: record.caseId,
      personId: record.personId,
      fromId: record.agentId,
      why,
    },
    ...{ priority: raisedPriority(record.priority), passings },
    line: lineOf({ ...record, forLead: isForLead(passings, terms.passings) }),
  };
  return [{ leaving, from: record.agentRef }];
}

function passedEvent(leaving: LeavingDesk, from: string | null, at: number): CaseEvent {
  const { escalationId: escalation, caseId, personId, why, priority, passings } = leaving;
  return {
    ...{ id: businessId(at), caseId, personId, kind: 'escalation.passed', actor: 'system', at },
    detail: { escalation, from, why, priority, passings },
  };
}

import type { Assignment, CaseEvent } from '#contracts';
import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { type AlreadyDone, alreadyDone } from '../desk/results.js';
import { distribute } from './distribute.js';
import { dueTime } from './due-time.js';

export interface AssignEscalations {
  creditorId: string;
  /** The instant of the creditor's schedule that this run serves; one run serves it once. */
  scheduledFor: number;
}

export type AssignEscalationsResult = { kind: 'ok'; assignments: Assignment[] } | AlreadyDone;

/** The escalation run of one creditor: what waits goes to agents with room, each with the time by which to answer. */
export async function assignEscalations(
  desk: Desk,
  command: AssignEscalations,
): Promise<AssignEscalationsResult> {
  const at = desk.clock.now();
  const assigned = await desk.store.assignEscalations({ ...command, at }, (run) => {
    const assignments = distribute(run.waiting, run.agents).map(({ escalation, agent }) => ({
      escalationId: escalation.id,
      caseId: escalation.caseId,
      personId: escalation.personId,
      agentId: agent.id,
      agentRef: agent.ref,
      dueAt: dueTime(desk.calendar, at, escalation.slaBusinessDays, run.zone, run.country),
    }));
    return { assignments, events: assignments.map((each) => assignedEvent(each, at)) };
  });
  return assigned === null ? alreadyDone : { kind: 'ok', assignments: assigned };
}

function assignedEvent(assignment: Assignment, at: number): CaseEvent {
  return {
    id: businessId(at),
    caseId: assignment.caseId,
    personId: assignment.personId,
    kind: 'escalation.assigned',
    actor: 'system',
    detail: { escalation: assignment.escalationId, agent: assignment.agentRef, dueAt: assignment.dueAt },
    at,
  };
}

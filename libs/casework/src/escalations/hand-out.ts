import type {
  Assignment,
  CaseEvent,
  EscalationRun,
  HandOutDecision,
  HandOutOccasion,
  PassedOn,
} from '#contracts';
import { businessId } from '../desk/business-id.js';
import { backFrom, worksFrom } from '#domain';
import type { Desk } from '../desk/desk.js';
import { decideHandOut } from './decide-hand-out.js';

/**
 * Hands a creditor's waiting escalations to agents, and takes from desks what nobody there takes up: one transaction,
 * in which the agents are locked, so that two processes never fill one desk twice. Null when the instant of the
 * schedule was served before.
 */
export function handOut(desk: Desk, occasion: HandOutOccasion): Promise<Assignment[] | null> {
  const { calendar } = desk;
  const { at } = occasion;
  return desk.store.handOut(
    occasion,
    (agent) => ({ worksFrom: worksFrom(calendar, agent, at), backFrom: backFrom(calendar, agent, at) }),
    (run) => {
      const decision = decideHandOut(calendar, run, { at, onlyAtWork: occasion.scheduledFor === null });
      return { ...decision, events: eventsOf(run, decision, at) };
    },
  );
}

function eventsOf(run: EscalationRun, decision: HandOutDecision, at: number): CaseEvent[] {
  const refs = new Map(run.waiting.map(({ id, agentRef }) => [id, agentRef]));
  return [
    ...decision.passedOn.map((each) => passedEvent(each, refs.get(each.escalationId) ?? null, at)),
    ...decision.assignments.map((each) => assignedEvent(each, at)),
  ];
}

function passedEvent(passed: PassedOn, from: string | null, at: number): CaseEvent {
  const { escalationId: escalation, caseId, personId, why, priority, passings } = passed;
  return {
    ...{ id: businessId(at), caseId, personId, kind: 'escalation.passed', actor: 'system', at },
    detail: { escalation, from, why, priority, passings },
  };
}

function assignedEvent(assignment: Assignment, at: number): CaseEvent {
  const { escalationId: escalation, caseId, personId, agentRef: agent, dueAt, why } = assignment;
  return {
    ...{ id: businessId(at), caseId, personId, kind: 'escalation.assigned', actor: 'system', at },
    detail: { escalation, agent, dueAt, why },
  };
}

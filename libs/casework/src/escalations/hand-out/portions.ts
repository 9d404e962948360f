import type {
  AgentPresence,
  Assignment,
  CaseEvent,
  HandOutOccasion,
  HandOutPortion,
  LeftWaiting,
} from '#contracts';
import {
  type AgentDesk,
  type Distribution,
  type HandOut,
  type WorkingTime,
  backFrom,
  lineOf,
  worksFrom,
} from '#domain';
import { businessId } from '../../desk/business-id.js';
import type { Desk } from '../../desk/desk.js';
import type { EscalatedWork } from './waiting-work.js';

/** How many escalations one transaction moves at most; while it lasts, no other fills a desk. */
export const PORTION = 100;

/**
 * By how many thousandths a standing has to move until it is noted anew: every one that is handed out moves all the
 * others a little, and noting that would be work by what waits. A run ranks exactly in any case.
 */
const MOVED = 25;

/** When an agent works, as it is at an instant. */
export function presenceAt({ calendar }: Desk, at: number): (agent: WorkingTime) => AgentPresence {
  return (agent) => ({ worksFrom: worksFrom(calendar, agent, at), backFrom: backFrom(calendar, agent, at) });
}

/** Puts on desks what was chosen for them, as far as it waits still. */
export async function give(
  portion: HandOutPortion,
  occasion: HandOutOccasion,
  given: readonly HandOut<EscalatedWork, AgentDesk>[],
): Promise<Assignment[]> {
  if (given.length === 0) return [];
  const waiting = await portion.stillWaiting(given.map(({ work: { id, notTo } }) => ({ id, notTo })));
  const assignments = given
    .filter(({ work }) => waiting.has(work.id))
    .map((each) => assignmentOf(each, occasion.at));
  const events = assignments.map((each) => assignedEvent(each, occasion.at));
  if (assignments.length > 0) await portion.assign(occasion, assignments, events);
  return assignments;
}

/** What is left, where anything about it is new. */
export function leftOf(left: Distribution<EscalatedWork, AgentDesk>['left']): LeftWaiting[] {
  return left
    .map(({ work, standing, waitsFor }) => ({ work, waitsFor, line: lineOf(work), standing }))
    .filter(
      ({ work: { record }, waitsFor, line, standing }) =>
        record.waitsFor !== waitsFor || record.line !== line || hasMoved(record.standing, standing),
    )
    .map(({ work, waitsFor, line, standing }) => ({ escalationId: work.id, waitsFor, line, standing }));
}

function hasMoved(noted: number | null, standing: number): boolean {
  return noted === null || Math.abs(noted - standing) >= MOVED;
}

function assignmentOf({ work, agent, why }: HandOut<EscalatedWork, AgentDesk>, at: number): Assignment {
  const { id: escalationId, caseId, personId } = work.record;
  const { perMille: chancePerMille, table: chances } = work.value;
  return {
    ...{ handOutId: businessId(at), escalationId, caseId, personId, dueAt: work.dueAt, line: lineOf(work) },
    ...{ agentId: agent.id, agentRef: agent.ref, why: { ...why, chancePerMille, chances } },
  };
}

function assignedEvent(assignment: Assignment, at: number): CaseEvent {
  const { escalationId: escalation, caseId, personId, agentRef: agent, dueAt, why } = assignment;
  return {
    ...{ id: businessId(at), caseId, personId, kind: 'escalation.assigned', actor: 'system', at },
    detail: { escalation, agent, dueAt, why },
  };
}

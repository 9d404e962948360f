import type { Assignment, EscalationRun, HandOutDecision, PassedOn, WaitingEscalation } from '#contracts';
import {
  type Calendar,
  type Distribution,
  type ExpectedValue,
  type WaitingWork,
  type AgentDesk,
  distribute,
  expectedValue,
  isForLead,
  isoDateOf,
  localDay,
  raisedPriority,
  reasonToPass,
  requireIsoDate,
  stageOf,
} from '#domain';
import { businessId } from '../desk/business-id.js';
import { dueTime } from './due-time.js';

interface Work extends WaitingWork {
  readonly record: WaitingEscalation;
  readonly value: ExpectedValue;
}

/** Who gets what, what leaves which desk, and what everything else waits for. Decides, and does nothing. */
export function decideHandOut(
  calendar: Calendar,
  run: EscalationRun,
  { at, onlyAtWork }: { at: number; onlyAtWork: boolean },
): HandOutDecision {
  const passedOn: PassedOn[] = [];
  const work: Work[] = [];
  for (const record of run.waiting) {
    const passed = record.status === 'assigned' ? passOn(record, run, at) : null;
    // Locked a moment too late, perhaps: what may stay on its desk stays there.
    if (record.status === 'assigned' && passed === null) continue;
    if (passed !== null) passedOn.push(passed);
    work.push(toWork(calendar, record, passed, run, at));
  }
  const distribution = distribute(work, run.agents, onlyAtWork ? { atWorkAt: at } : {});
  return { passedOn, ...written(distribution, passedOn, at) };
}

function passOn(record: WaitingEscalation, run: EscalationRun, at: number): PassedOn | null {
  const holder = run.agents.find(({ id }) => id === record.agentId) ?? null;
  const assigned = { dueAt: record.dueAt ?? at, passings: record.passings };
  const why = reasonToPass(assigned, holder, at, run.passings);
  if (why === null || record.agentId === null) return null;
  return {
    ...{
      escalationId: record.id,
      caseId: record.caseId,
      personId: record.personId,
      fromId: record.agentId,
      why,
    },
    ...{ priority: raisedPriority(record.priority), passings: record.passings + 1 },
  };
}

function toWork(
  calendar: Calendar,
  record: WaitingEscalation,
  passed: PassedOn | null,
  run: EscalationRun,
  at: number,
): Work {
  const { zone, country } = run;
  const value = valueOf(calendar, record, zone, at);
  const { id, queue, requestedAt, currency, language, kind, skills } = record;
  // Time that is left of what was promised stays the time that is left; what has passed begins anew.
  const ahead = record.dueAt !== null && record.dueAt > at ? record.dueAt : null;
  return {
    ...{ id, queue, requestedAt, currency, language, kind, skills, record, value },
    priority: passed?.priority ?? record.priority,
    dueAt: ahead ?? dueTime(calendar, at, record.slaBusinessDays, zone, country),
    expectedMinor: value.minor,
    notTo: passed === null ? record.notTo : passed.fromId,
    forLead: isForLead(passed?.passings ?? record.passings, run.passings),
  };
}

function valueOf(calendar: Calendar, record: WaitingEscalation, zone: string, at: number): ExpectedValue {
  const table = calendar.zone(zone, at);
  if (table === undefined) throw new Error(`"${zone}" is not a time zone`);
  const today = localDay(table, at);
  const dpd = today - requireIsoDate(record.dueDate);
  const { balanceMinor, stage } = record;
  return expectedValue({ balanceMinor, stage: stageOf(stage, dpd), dpd }, isoDateOf(today));
}

function written(
  distribution: Distribution<Work, AgentDesk>,
  passedOn: readonly PassedOn[],
  at: number,
): Pick<HandOutDecision, 'assignments' | 'waits'> {
  const assignments = distribution.given.map(({ work, agent, why }): Assignment => {
    const { id: escalationId, caseId, personId } = work.record;
    const { perMille: chancePerMille, table: chances } = work.value;
    return {
      ...{ handOutId: businessId(at), escalationId, caseId, personId, dueAt: work.dueAt },
      ...{ agentId: agent.id, agentRef: agent.ref, why: { ...why, chancePerMille, chances } },
    };
  });
  const passed = new Set(passedOn.map(({ escalationId }) => escalationId));
  const waits = distribution.left
    .filter(({ work, waitsFor }) => work.record.waitsFor !== waitsFor || passed.has(work.id))
    .map(({ work, waitsFor }) => ({ escalationId: work.id, waitsFor }));
  return { assignments, waits };
}

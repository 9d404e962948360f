import type { CaseRecord, InstalmentRecord, PlanRecord } from '#contracts';
import {
  DAY_MS,
  type InstalmentStanding,
  isoDateOf,
  type PlanStanding,
  planStanding,
  requireIsoDate,
} from '#domain';
import type { AgreementContext } from '../agreements/agreement-context.js';
import type { Consequences } from '../agreements/consequences.js';
import type { CreditorDays } from '../agreements/creditor-days.js';
import { holdReasons } from '../holds/hold-reasons.js';

/** Reason of the escalation that a broken plan leads to. */
const ESCALATION_REASON = 'plan-broken';

/**
 * Judges a running plan as things stand and gathers what follows; answers how it stands then. Done again at any time, it
 * does nothing twice.
 * @param occasion `money`: something was paid, which only ever does a plan good; `due`: its time has come
 */
export function settlePlan(
  plan: PlanRecord,
  record: CaseRecord,
  context: AgreementContext,
  then: Consequences,
  occasion: 'money' | 'due',
): PlanRecord {
  const days = context.days(record.creditorId);
  const today = days.dayOf(then.at);
  const money = context.moneySince(record.id, plan.paidBeforeMinor);
  const standing = planStanding(plan.instalments, money, today, plan.terms, days.isHoliday);
  if (standing.state === 'completed') return complete(markPaid(plan, standing, record, then), record, then);
  const paid = markPaid(plan, standing, record, then);
  if (occasion === 'money') return paid;
  // While something else keeps outreach from the case, nobody is told that an instalment is missing, so none breaks it.
  if (context.rests(record).length > 0) return { ...paid, nextAt: days.endOf(today) };
  if (standing.state === 'broken') return breakUp(paid, record, then);
  const told = remind(notice(paid, standing, record, today, then), standing, record, today, days, then);
  return { ...told, nextAt: nextOf(told, standing, days, then.at) };
}

/** All instalments are paid. */
export function complete(plan: PlanRecord, record: CaseRecord, then: Consequences): PlanRecord {
  const { at } = then;
  then.event(record, 'plan.completed', { plan: plan.id });
  then.release(record, plan.holdId, holdReasons.plan);
  return { ...plan, status: 'completed', completedAt: at, endedAt: at, nextAt: null };
}

function markPaid(
  plan: PlanRecord,
  standing: PlanStanding,
  record: CaseRecord,
  then: Consequences,
): PlanRecord {
  const instalments = plan.instalments.map((instalment, index): InstalmentRecord => {
    if (instalment.paidAt !== null || standing.instalments[index]?.leftMinor !== 0) return instalment;
    then.event(record, 'plan.instalment_paid', { plan: plan.id, instalment: instalment.number });
    return { ...instalment, paidAt: then.at };
  });
  return { ...plan, instalments };
}

/** The notice brought no money within its time: the plan is over, and the case goes on at its current stage. */
function breakUp(plan: PlanRecord, record: CaseRecord, then: Consequences): PlanRecord {
  const { at } = then;
  then.event(record, 'plan.broken', { plan: plan.id });
  if (plan.terms.escalate) {
    then.ask(record, { reason: ESCALATION_REASON, priority: 'normal', origin: `plan:${plan.id}` });
  }
  then.release(record, plan.holdId, holdReasons.plan);
  return { ...plan, status: 'broken', brokenAt: at, endedAt: at, nextAt: null };
}

/** One notice for all that is missed by now: it names the oldest, and the time to cure of each runs from it. */
function notice(
  plan: PlanRecord,
  standing: PlanStanding,
  record: CaseRecord,
  today: string,
  then: Consequences,
): PlanRecord {
  const fresh = standing.instalments.filter(
    ({ missed }, index) => missed && plan.instalments[index]?.noticedOn === null,
  );
  const [oldest] = standing.instalments.filter(({ missed }) => missed);
  if (fresh.length === 0 || oldest === undefined) return plan;
  for (const { number, leftMinor } of fresh) {
    then.event(record, 'plan.instalment_missed', { plan: plan.id, instalment: number, leftMinor });
  }
  const [first = oldest] = fresh;
  then.say(words(plan, record, 'missed', first.number));
  const noticed = new Set(fresh.map(({ number }) => number));
  const instalments = plan.instalments.map((each) =>
    noticed.has(each.number) ? { ...each, noticedOn: today } : each,
  );
  return { ...plan, instalments };
}

function remind(
  plan: PlanRecord,
  standing: PlanStanding,
  record: CaseRecord,
  today: string,
  days: CreditorDays,
  then: Consequences,
): PlanRecord {
  const number = standing.instalments.find(({ leftMinor }, index) => {
    const instalment = plan.instalments[index];
    if (leftMinor === 0 || instalment === undefined || instalment.remindedAt !== null) return false;
    const remindAt = remindAtOf(plan, instalment, days);
    return remindAt !== null && remindAt <= then.at && today <= instalment.dueOn;
  })?.number;
  if (number === undefined) return plan;
  then.say(words(plan, record, 'due', number));
  const instalments = plan.instalments.map((each) =>
    each.number === number ? { ...each, remindedAt: then.at } : each,
  );
  return { ...plan, instalments };
}

/** Some days before it is due, but not on the day of the agreement, of which nobody needs to be reminded. */
function remindAtOf(plan: PlanRecord, { dueOn }: InstalmentRecord, days: CreditorDays): number | null {
  if (plan.terms.remindDaysBefore === 0) return null;
  const agreed = requireIsoDate(days.dayOf(plan.agreedAt));
  const due = requireIsoDate(dueOn);
  const day = Math.max(due - plan.terms.remindDaysBefore, agreed + 1);
  return day <= due ? days.morningOf(isoDateOf(day)) : null;
}

/** When something is due next: a reminder, the end of the days of grace, or of the time to cure. */
export function nextOf(plan: PlanRecord, standing: PlanStanding, days: CreditorDays, at: number): number {
  const instants = standing.instalments.flatMap((each, index) => {
    const instalment = plan.instalments[index];
    if (each.leftMinor === 0 || instalment === undefined) return [];
    return instantsOf(plan, instalment, each, days);
  });
  return Math.min(...instants.filter((instant) => instant > at), at + DAY_MS * 365);
}

function instantsOf(
  plan: PlanRecord,
  instalment: InstalmentRecord,
  { graceEnds }: InstalmentStanding,
  days: CreditorDays,
): number[] {
  const { noticedOn, remindedAt } = instalment;
  const remindAt = remindedAt === null ? remindAtOf(plan, instalment, days) : null;
  const cureEnds = noticedOn === null ? null : isoDateOf(requireIsoDate(noticedOn) + plan.terms.cureDays);
  return [
    ...(remindAt === null ? [] : [remindAt]),
    ...(noticedOn === null ? [days.endOf(graceEnds)] : []),
    ...(cureEnds === null ? [] : [days.endOf(cureEnds)]),
  ];
}

function words(plan: PlanRecord, record: CaseRecord, occasion: 'due' | 'missed', instalment: number) {
  return {
    record,
    originKey: `plan:${plan.id}:${instalment}:${occasion}`,
    family: `instalment-${occasion}` as const,
    underHold: plan.holdId,
    about: { planId: plan.id, instalment },
  };
}

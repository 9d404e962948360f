import type { HandOutTerms, WaitingEscalation } from '#contracts';
import {
  type Calendar,
  type ExpectedValue,
  type WaitingWork,
  expectedValue,
  isForLead,
  isoDateOf,
  localDay,
  requireIsoDate,
  stageOf,
} from '#domain';
import { dueTime } from '../due-time.js';

/** An escalation with all by which its agent is chosen. */
export interface EscalatedWork extends WaitingWork {
  readonly record: WaitingEscalation;
  readonly value: ExpectedValue;
}

/** Reads escalations as work that waits at an instant: what is the same for all of them is worked out once. */
export function workReader(
  calendar: Calendar,
  terms: HandOutTerms,
  at: number,
): (record: WaitingEscalation) => EscalatedWork {
  const table = calendar.zone(terms.zone, at);
  if (table === undefined) throw new Error(`"${terms.zone}" is not a time zone`);
  const today = localDay(table, at);
  const isoToday = isoDateOf(today);
  const dueTimes = new Map<number, number>();
  const dueAfter = (days: number): number => {
    const known = dueTimes.get(days) ?? dueTime(calendar, at, days, terms.zone, terms.country);
    dueTimes.set(days, known);
    return known;
  };
  return (record) => {
    const dpd = today - requireIsoDate(record.dueDate);
    const { balanceMinor, stage } = record;
    const value = expectedValue({ balanceMinor, stage: stageOf(stage, dpd), dpd }, isoToday);
    const { id, queue, priority, requestedAt, currency, language, kind, skills, notTo } = record;
    // Time that is left of what was promised stays the time that is left; what has passed begins anew.
    const ahead = record.dueAt !== null && record.dueAt > at ? record.dueAt : null;
    return {
      ...{ id, queue, priority, requestedAt, currency, language, kind, skills, notTo, record, value },
      dueAt: ahead ?? dueAfter(record.slaBusinessDays),
      expectedMinor: value.minor,
      forLead: isForLead(record.passings, terms.passings),
    };
  };
}

import { campaignCalendar, daysPastDue, isoDateOf, type Stage, stageOf } from '#domain';
import type { PlannedMessage, SharedStep } from '#persistence';

/** A message that may cover more of its debtor's cases, with how it may. */
export interface SharableMessage {
  message: PlannedMessage;
  step: SharedStep;
  /** How its case stands, as {@link standingOf} says: the same words have to be true of the others. */
  standing: string;
  /** ISO date from which its case was owed. */
  dueDate: string;
  zone: string;
  template: string;
  withinDays: number;
}

/** What words may be true of a case: its stage, and whether it is past due at all. */
export function standingOf(
  { dueDate, stage, zone }: { dueDate: string; stage: Stage | null; zone: string },
  now: number,
): string {
  const dpd = daysPastDue(dueDate, isoDateOf(campaignCalendar.localDay(now, zone)));
  return `${stageOf(stage, dpd)} ${dpd > 0 ? 'overdue' : 'not yet due'}`;
}

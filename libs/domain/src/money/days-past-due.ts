import { stageOfDpd, type Stage } from '../cadence/stage.js';
import { requireIsoDate } from '../calendar/civil-date.js';

/**
 * Days past due: 0 on the due date itself, 1 on the day after, negative before it.
 * @param dueDate ISO date
 * @param today ISO date in the zone of the portfolio
 * @throws RangeError when either is no calendar date
 */
export function daysPastDue(dueDate: string, today: string): number {
  return requireIsoDate(today) - requireIsoDate(dueDate);
}

/** Stages that a step taken opens, and no passing of days. */
export type Milestone = Extract<Stage, 'pre_legal' | 'legal' | 'enforcement' | 'closed'>;

/**
 * The stage of a case: the last milestone reached (the demand sent, the claim filed, enforcement begun, the
 * case closed), else by its age.
 */
export function stageOf(dpd: number, milestone: Milestone | null = null): Stage {
  return milestone ?? stageOfDpd(dpd);
}

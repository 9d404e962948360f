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

import { type Calendar, addBusinessDaysToInstant } from '#domain';

/** Nobody works on a day that no calendar knows of; without one only weekends are left out. */
const NO_HOLIDAYS = () => false;

/**
 * The same wall-clock time a number of business days later, as the creditor's zone and country count them.
 * @throws when the creditor's zone is no zone: it is checked when creditors are set up
 */
export function dueTime(
  calendar: Calendar,
  at: number,
  businessDays: number,
  zone: string,
  country: string,
): number {
  const table = calendar.zone(zone, at);
  if (table === undefined) throw new Error(`"${zone}" is not a time zone`);
  return addBusinessDaysToInstant(at, businessDays, table, calendar.holidays(country) ?? NO_HOLIDAYS);
}

import { parseIsoDate, requireIsoDate } from '../calendar/civil-date.js';

/** An instalment as it was agreed. */
export interface AgreedInstalment {
  /** ISO date. */
  readonly dueOn: string;
  /** Minor units. */
  readonly amountMinor: number;
}

/** What is wrong with a schedule; `instalment` counts from 1, null is the schedule as a whole. */
export interface ScheduleFault {
  readonly instalment: number | null;
  readonly field: 'due_on' | 'amount' | null;
  readonly code:
    | 'no-instalments'
    | 'too-many-instalments'
    | 'no-date'
    | 'date-has-passed'
    | 'too-far-ahead'
    | 'not-after-the-one-before'
    | 'amount-not-positive'
    | 'more-than-owed';
}

/** Ten years of monthly instalments. */
export const MOST_INSTALMENTS = 120;
/** Days; a later date is a slip of the pen, and outreach would rest for it all the same. */
const FURTHEST_DAYS = 11 * 366;

/**
 * What keeps a schedule from being taken; empty when it may be. Instalments stand in the order of their dates, the first
 * not before today and the last within eleven years, and together they come to no more than is owed.
 */
export function scheduleFaults(
  schedule: readonly AgreedInstalment[],
  balanceMinor: number,
  today: string,
): ScheduleFault[] {
  if (schedule.length === 0) return [{ instalment: null, field: null, code: 'no-instalments' }];
  if (schedule.length > MOST_INSTALMENTS) {
    return [{ instalment: null, field: null, code: 'too-many-instalments' }];
  }
  const faults = schedule.flatMap((each, index) => faultsOf(each, index, schedule[index - 1], today));
  const sum = schedule.reduce((total, { amountMinor }) => total + amountMinor, 0);
  if (faults.length === 0 && sum > balanceMinor) {
    faults.push({ instalment: null, field: 'amount', code: 'more-than-owed' });
  }
  return faults;
}

function faultsOf(
  { dueOn, amountMinor }: AgreedInstalment,
  index: number,
  before: AgreedInstalment | undefined,
  today: string,
): ScheduleFault[] {
  const instalment = index + 1;
  const faults: ScheduleFault[] = [];
  if (parseIsoDate(dueOn) === undefined) faults.push({ instalment, field: 'due_on', code: 'no-date' });
  else if (dueOn < today) faults.push({ instalment, field: 'due_on', code: 'date-has-passed' });
  else if (requireIsoDate(dueOn) > requireIsoDate(today) + FURTHEST_DAYS) {
    faults.push({ instalment, field: 'due_on', code: 'too-far-ahead' });
  } else if (before !== undefined && dueOn <= before.dueOn) {
    faults.push({ instalment, field: 'due_on', code: 'not-after-the-one-before' });
  }
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) {
    faults.push({ instalment, field: 'amount', code: 'amount-not-positive' });
  }
  return faults;
}

import type { ScheduleFault } from '#domain';

/** What is wrong with a schedule and what to do about it, in words. */
const WORDS: Readonly<Record<ScheduleFault['code'], readonly [reason: string, remedy: string]>> = {
  'no-instalments': ['the plan has no instalments', 'give each one its date and amount'],
  'too-many-instalments': ['the plan has more than 120 instalments', 'check the schedule'],
  'no-date': ['does not exist in the calendar', 'write a date such as 2026-12-31'],
  'date-has-passed': ['is a day that is over', 'leave out what is due already, or agree a later day'],
  'too-far-ahead': ['is more than eleven years ahead', 'check the year'],
  'not-after-the-one-before': [
    'is not after the instalment before it',
    'put the instalments in the order of their dates, one a day',
  ],
  'amount-not-positive': ['is no amount above zero', 'write what is to be paid'],
  'more-than-owed': [
    'together the instalments come to more than is owed on the case',
    'lower them, or send what is owed first',
  ],
};

export function wordScheduleFault({ code }: ScheduleFault): { reason: string; remedy: string } {
  const [reason, remedy] = WORDS[code];
  return { reason, remedy };
}

import { z } from 'zod';
import { DAY_MS } from '../calendar/civil-date.js';
import type { CaseFacts, CaseHistory } from './case-facts.js';
import { inRange, keySchema } from './schema-parts.js';

const countRangeSchema = z
  .strictObject({ min: z.int().min(0).optional(), max: z.int().min(0).optional() })
  .refine((range) => range.min !== undefined || range.max !== undefined, {
    message: 'asks nothing; write min, max or both',
  })
  .refine((range) => range.min === undefined || range.max === undefined || range.min <= range.max, {
    message: 'min is greater than max',
  });

const daysSchema = z.int().min(1).max(3650);

/** Conditions on what has happened about a case so far; all that are given must hold. */
export const historySchema = z
  .strictObject({
    payments: countRangeSchema.optional(),
    paidWithinDays: daysSchema.optional(),
    notPaidForDays: daysSchema.optional(),
    contacts: countRangeSchema.optional(),
    brokenPromises: countRangeSchema.optional(),
    entered: z.array(keySchema).min(1).optional(),
    notEntered: z.array(keySchema).min(1).optional(),
  })
  .describe(
    'What has happened about the case so far: `payments` booked on it, `paidWithinDays` or `notPaidForDays` of 24 hours (never paid counts as not paid), `contacts` (collection messages that left, of all campaigns), `brokenPromises`; and of other campaigns by their keys `entered` (at least one of them) and `notEntered` (none of them).',
  );
export type HistoryCondition = z.infer<typeof historySchema>;

type Remembered = Pick<CaseFacts, 'lastPaymentAt' | 'history'>;

/** Whether it asks for more than the case itself has at hand. */
export function asksForCounts(condition: HistoryCondition): boolean {
  const { paidWithinDays: _recent, notPaidForDays: _long, ...counted } = condition;
  return Object.values(counted).some((asked) => asked !== undefined);
}

/**
 * Turns a condition on the past into a test.
 * @throws when the test is made of facts that lack the counts: nobody is contacted on a guess
 */
export function compileHistory(condition: HistoryCondition): (facts: Remembered, now: number) => boolean {
  const { paidWithinDays, notPaidForDays } = condition;
  const counts = asksForCounts(condition) ? compileCounts(condition) : null;
  return ({ lastPaymentAt, history }, now) => {
    const since = lastPaymentAt == null ? Infinity : now - lastPaymentAt;
    if (paidWithinDays !== undefined && since > paidWithinDays * DAY_MS) return false;
    if (notPaidForDays !== undefined && since <= notPaidForDays * DAY_MS) return false;
    if (counts === null) return true;
    if (history === undefined)
      throw new Error('a condition asks for the history of a case, which was not read');
    return counts(history);
  };
}

function compileCounts(condition: HistoryCondition): (history: CaseHistory) => boolean {
  const entered = condition.entered && new Set(condition.entered);
  const notEntered = condition.notEntered && new Set(condition.notEntered);
  return ({ payments, contacts, brokenPromises, campaigns }) =>
    (condition.payments === undefined || inRange(payments, condition.payments)) &&
    (condition.contacts === undefined || inRange(contacts, condition.contacts)) &&
    (condition.brokenPromises === undefined || inRange(brokenPromises, condition.brokenPromises)) &&
    (entered === undefined || campaigns.some((key) => entered.has(key))) &&
    (notEntered === undefined || !campaigns.some((key) => notEntered.has(key)));
}

import { z } from 'zod';
import { parseIsoDate } from '../calendar/civil-date.js';

const isoDate = z
  .string()
  .refine((text) => parseIsoDate(text) !== undefined, 'a date that exists, as YYYY-MM-DD');

/** What a debtor may promise, and what follows from it. */
const promiseTerms = z.strictObject({
  /** So many promises of one case are taken within {@link promiseTerms.withinDays}; 0: none are. */
  most: z.int().min(0).max(20),
  withinDays: z.int().min(1).max(1000),
  /** The date of a promise lies at most so many days ahead. */
  latestDays: z.int().min(0).max(365),
  /** Least part of what is owed that may be promised, 0 to 1. */
  leastShare: z.number().min(0).max(1),
  /** Business days after its date within which the money still keeps a promise: transfers take their time. */
  graceBusinessDays: z.int().min(0).max(10),
  /** At most so many days before the date the debtor is reminded, once; 0: never. */
  remindDaysBefore: z.int().min(0).max(7),
  /** From the notice that the money is missing to the agent who is asked. */
  escalateAfterBusinessDays: z.int().min(1).max(20),
});

/** What follows from a plan of instalments that the creditor has agreed. */
const planTerms = z.strictObject({
  remindDaysBefore: z.int().min(0).max(14),
  graceBusinessDays: z.int().min(0).max(10),
  /** Days from the notice of a missed instalment until the plan is broken. */
  cureDays: z.int().min(1).max(60),
  /** Whether an agent is asked once a plan is broken, before the cadence goes on. */
  escalate: z.boolean(),
});

/**
 * Terms of promises and plans as dated, versioned data: one file is one version. A change is a new version with a later
 * day; what was promised under an older one stays judged by it.
 */
export const agreementTermsSchema = z.strictObject({
  /** Reference of the creditor; left out in the terms of all who have none of their own. */
  creditor: z.string().min(1).max(64).optional(),
  version: z.int().min(1),
  /** First day on which they hold. */
  validFrom: isoDate,
  promises: promiseTerms,
  plans: planTerms,
});

export type AgreementTerms = z.infer<typeof agreementTermsSchema>;
export type PromiseTerms = AgreementTerms['promises'];
export type PlanTerms = AgreementTerms['plans'];

/**
 * The terms that hold for a creditor on a day (ISO date): its own where some are in force, else those of everybody;
 * of several the latest, and of the same day the highest version.
 * @throws when none are: an installation has terms for everybody from its first day on
 */
export function termsInForce(
  all: readonly AgreementTerms[],
  creditorRef: string,
  today: string,
): AgreementTerms {
  const inForce = all.filter((terms) => terms.validFrom <= today);
  const own = inForce.filter((terms) => terms.creditor === creditorRef);
  const [latest] = (own.length > 0 ? own : inForce.filter((terms) => terms.creditor === undefined)).sort(
    (a, b) => (a.validFrom === b.validFrom ? b.version - a.version : a.validFrom < b.validFrom ? 1 : -1),
  );
  if (latest === undefined) throw new Error(`no terms of promises are in force on ${today}`);
  return latest;
}

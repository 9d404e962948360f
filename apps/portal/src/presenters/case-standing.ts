import type { PortalCase } from '#contracts';

/**
 * How a case may be shown: in full, as closed, or not at all, so that only a person speaks about it.
 * - `person`: the person is represented, insolvent or reported dead; a hold other than those below; the debt may be
 *   time-barred and must not be demanded; or its data are still being verified.
 */
export type CaseStanding = 'open' | 'paid' | 'closed' | 'person';

/** Holds that the debtor caused or may see through: they end outreach, not the wish to pay. */
const SHOWN_HOLDS: ReadonlySet<string> = new Set([
  'escalated',
  'dispute',
  'hardship',
  'stopped',
  'promise',
  'plan',
]);
/** A cease ends outreach too, and nothing else. */
const SHOWN_STOPS: ReadonlySet<string> = new Set(['cease']);

/** @param today calendar date in the creditor's zone, YYYY-MM-DD */
export function caseStanding(record: PortalCase, today: string): CaseStanding {
  if (record.stops.some((stop) => !SHOWN_STOPS.has(stop))) return 'person';
  if (record.status === 'closed') return record.closedReason === 'paid' ? 'paid' : 'closed';
  if (record.status === 'verifying') return 'person';
  if (record.holds.some((hold) => !SHOWN_HOLDS.has(hold.reason))) return 'person';
  if (record.timeBarredOn !== null && record.timeBarredOn <= today) return 'person';
  return record.balanceMinor <= 0 ? 'paid' : 'open';
}

/** What happens next with a case that is shown in full. */
export type WhatNext =
  'cease' | 'dispute' | 'person' | 'promise' | 'instalments' | 'held' | 'plan.date' | 'plan' | 'nothing';

/** In these no message goes out: what a stage would bring is not said beside them. */
const AT_REST: ReadonlySet<WhatNext> = new Set(['cease', 'dispute', 'person', 'held', 'nothing']);

export function outreachRests(next: WhatNext): boolean {
  return AT_REST.has(next);
}

/** Holds of what was agreed. */
const AGREED: ReadonlySet<string> = new Set(['promise', 'plan']);

/** How far off the next step must be for its date to be worth telling, in business milliseconds. */
const WORTH_TELLING_MS = 12 * 3_600_000;

/** @param now business instant, epoch ms */
export function whatNext(record: PortalCase, now: number): WhatNext {
  if (record.stops.includes('cease')) return 'cease';
  if (record.holds.some((hold) => hold.reason === 'dispute')) return 'dispute';
  if (record.openEscalations > 0 || record.holds.some((hold) => hold.reason === 'escalated')) return 'person';
  const onlyAgreed = record.holds.every((hold) => AGREED.has(hold.reason));
  if (onlyAgreed && record.instalment !== null) return 'instalments';
  if (onlyAgreed && record.promise !== null) return 'promise';
  if (record.holds.length > 0) return 'held';
  if (record.plan === null || record.plan.status === 'ended') return 'nothing';
  return record.plan.dueAt !== null && record.plan.dueAt > now + WORTH_TELLING_MS ? 'plan.date' : 'plan';
}

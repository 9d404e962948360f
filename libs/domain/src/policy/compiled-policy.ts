import type { Calendar } from '../calendar/calendar.js';
import type { RuleReference } from './contact-decision.js';
import type { ContactChannel, ContactFacts, ContactPurpose, RequestKind } from './contact-facts.js';
import type { StateCheck, TimeCheck } from './contact-rule.js';
import type { PolicyPack } from './policy-pack.js';

/** A check together with the rule that it came from. */
export interface BoundCheck<Check> {
  readonly check: Check;
  readonly reference: RuleReference;
}

/** The checks for messages of one purpose by one channel, in the order of the packs. */
export interface CheckList {
  readonly state: readonly BoundCheck<StateCheck>[];
  readonly time: readonly BoundCheck<TimeCheck>[];
}

type ByChannel = Readonly<Record<ContactChannel, CheckList>>;

/** A stretch of days in which the same packs are in force. */
export interface PolicyPeriod {
  /** First day in force and first day no longer in force, as epoch days. */
  readonly fromDay: number;
  readonly untilDay: number;
  /** Packs in force, as `id@version`. */
  readonly packs: readonly string[];
  readonly byPurpose: Readonly<Record<ContactPurpose, ByChannel>>;
  readonly byRequest: Readonly<Record<RequestKind, ByChannel>>;
}

/** Packs made ready to decide: parameters checked, rules bound, lists sorted out by purpose. */
export interface CompiledPolicy {
  /** SHA-256 over the canonical text of the packs, in hex; stored with each decision. */
  readonly hash: string;
  /** The packs themselves, to be kept by hash for as long as decisions made under them. */
  readonly packs: readonly PolicyPack[];
  readonly periods: readonly PolicyPeriod[];
  readonly calendar: Calendar;
}

/** The checks that a message with these facts must pass. */
export function checksFor(period: PolicyPeriod, facts: ContactFacts): CheckList {
  const lists =
    facts.purpose === 'requested' && facts.request !== undefined
      ? period.byRequest[facts.request]
      : period.byPurpose[facts.purpose];
  return lists[facts.channel];
}

/** The period in force on a local day; undefined when there is none. */
export function periodOn(policy: CompiledPolicy, epochDay: number): PolicyPeriod | undefined {
  for (const period of policy.periods) {
    if (epochDay >= period.fromDay && epochDay < period.untilDay) return period;
  }
  return undefined;
}

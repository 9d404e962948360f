import type { ContactFacts } from './contact-facts.js';

/** The rule that decided, in the version of its code and of the pack that set its parameters. */
export interface RuleReference {
  readonly id: string;
  readonly version: number;
  readonly pack: string;
  readonly packVersion: number;
}

/** One candidate zone as it stood at the decision. */
export interface ResolvedZone {
  readonly zone: string;
  /** Minutes east of UTC at the decision. */
  readonly offset: number;
  /** Local calendar date (epoch day) and minute of that day. */
  readonly day: number;
  readonly minute: number;
  readonly holiday: boolean;
  /** Clock changes around the decision, as [instant, minutes east of UTC from then on]; absent when none. */
  readonly shifts?: readonly (readonly [number, number])[];
  /** Offset before the first of the shifts; present with them. */
  readonly before?: number;
}

/** Contacts counted against one limit of a cap. */
export interface ResolvedCount {
  /** The limit, such as `1 per 1 local days` or `3 per 168 hours`. */
  readonly limit: string;
  readonly used: number;
}

/**
 * What the tables and packs said when the decision was made: with the facts and the policy of that hash
 * it recomputes to the same answer after zones, holidays and packs have changed.
 */
export interface ResolvedFacts {
  readonly at: number;
  /** Whose zones were used: those of the person, the portfolio's in their stead, or none could be. */
  readonly zonesFrom: 'person' | 'portfolio' | 'unknown';
  readonly zones: readonly ResolvedZone[];
  /** Public holidays (epoch days) of the days looked at; null when the country's holidays are unknown. */
  readonly holidays: readonly number[] | null;
  readonly counts: readonly ResolvedCount[];
  /** Packs in force, as `id@version`. */
  readonly packs: readonly string[];
  readonly policyHash: string;
}

/**
 * What the contact policy says about one message at one instant.
 * - `allow`: send now; `validUntil` is the end of the contact window, for the provider's validity.
 * - `defer`: not now; `until` is the first instant at which all rules about time permit.
 * - `refuse`: not at all; `review` asks for a human to look.
 */
export type ContactDecision =
  | {
      readonly outcome: 'allow';
      /** Epoch milliseconds. */
      readonly validUntil: number;
      readonly rule: RuleReference;
      readonly resolved: ResolvedFacts;
    }
  | {
      readonly outcome: 'defer';
      /** Epoch milliseconds. */
      readonly until: number;
      readonly rule: RuleReference;
      readonly resolved: ResolvedFacts;
    }
  | {
      readonly outcome: 'refuse';
      /** Stable code such as `opted-out` or `held: dispute`; never personal. */
      readonly reason: string;
      readonly review: boolean;
      readonly rule: RuleReference;
      readonly resolved: ResolvedFacts;
    };

/** A decision as it is kept: everything that is needed to decide the same again. */
export interface StoredDecision {
  /** Of a message for several cases: which of them this was decided of. */
  readonly caseId?: string;
  readonly facts: ContactFacts;
  readonly decision: WithoutResolved<ContactDecision>;
  readonly resolved: ResolvedFacts;
  readonly policyHash: string;
}

type WithoutResolved<T> = T extends unknown ? Omit<T, 'resolved'> : never;
export type DecisionOutcome = WithoutResolved<ContactDecision>;

import type { z } from 'zod';
import type { ResolvedCount } from './contact-decision.js';
import type { ContactMoment } from './contact-moment.js';

/** Why a rule refuses. */
export interface Refusal {
  /** Stable code, for reports; never personal. */
  readonly reason: string;
  /** Whether a human should look at the case. */
  readonly review: boolean;
}

/** Looks at what is, and refuses or has no objection (null). */
export interface StateCheck {
  readonly kind: 'state';
  refuse(moment: ContactMoment): Refusal | null;
}

/**
 * Says when. A time check is a set of permitted instants: `next` finds the first of them, `end` how long
 * they last. Several are combined by asking each in turn until none moves the instant any more.
 */
export interface TimeCheck {
  readonly kind: 'time';
  /** The first permitted instant at or after `instant`; Infinity when there is none before `limit`. */
  next(moment: ContactMoment, instant: number, limit: number): number;
  /** The first instant after the permitted `instant` that is no longer permitted; at most `limit`. */
  end(moment: ContactMoment, instant: number, limit: number): number;
  /** What was counted, for the record. */
  counts?(moment: ContactMoment): readonly ResolvedCount[];
}

export type RuleCheck = StateCheck | TimeCheck;

/**
 * A contact rule: its parameters' schema and how they become a check. A change in what the code of a rule
 * decides is a new version beside the old one, so that stored decisions replay under the code that made them.
 */
export interface ContactRule<Parameters = unknown> {
  readonly id: string;
  readonly version: number;
  /** What it does, in a sentence for the manager who switches it on. */
  readonly meaning: string;
  readonly parameters: z.ZodType<Parameters>;
  compile(parameters: Parameters): RuleCheck;
}

/** Keeps the parameter type of a rule while it is written; the registry forgets it. */
export function contactRule<Parameters>(rule: ContactRule<Parameters>): ContactRule<Parameters> {
  return rule;
}

import type { Channel } from '../cadence/channel.js';
import type { EscalationPriority } from '../cadence/effects.js';
import type { ContactDecision } from '../policy/contact-decision.js';
import type { ContactFacts } from '../policy/contact-facts.js';
import type { SimulatedCase } from './simulated-case.js';

/** One leg that left. */
export interface SimulatedContact {
  /** Epoch ms. */
  readonly at: number;
  readonly case: SimulatedCase;
  /** All cases that it is about: `case`, and those that were told of beside it. */
  readonly covers: readonly SimulatedCase[];
  readonly stepKey: string;
  /** Which entry into the campaign it is of. */
  readonly occurrence: number;
  readonly template: string;
  readonly tone: string | null;
  readonly channel: Channel;
  readonly legNo: number;
  /** False for a further leg of a message that was counted already. */
  readonly counts: boolean;
  readonly facts: ContactFacts;
}

/** A case that an agent gets, and when they have answered; epoch ms. */
export interface SimulatedEscalation {
  readonly case: SimulatedCase;
  readonly at: number;
  readonly answeredAt: number;
  readonly queue: string;
  readonly reason: string;
  readonly priority: EscalationPriority;
}

/** Is told what happens in a simulation, person after person; within one, in the order of time. */
export interface SimulationWatcher {
  enrolled(of: SimulatedCase, at: number): void;
  decided(decision: ContactDecision, channel: Channel): void;
  contacted(contact: SimulatedContact): void;
  /** The latest contact of the step was proved not to have been accepted, and counts no more. */
  released(of: SimulatedCase, stepKey: string): void;
  delivered(channel: Channel, at: number): void;
  /** A leg that did not reach anybody. */
  failed(channel: Channel): void;
  /** No leg was left that could be tried. */
  unreached(stepKey: string): void;
  skipped(stepKey: string, why: string): void;
  escalated(escalation: SimulatedEscalation): void;
  /** A case was given to somebody outside. */
  handedOff(of: SimulatedCase, to: string): void;
  /** An account manager was mailed. */
  notified(of: SimulatedCase, reason: string): void;
  /** A call made at that instant became a conversation about the debt. */
  talked(of: SimulatedCase, at: number): void;
  /** What the debtor did of their own accord. */
  acted(of: SimulatedCase, kind: DebtorDeed, at: number): void;
  paid(of: SimulatedCase, amountMinor: number, at: number): void;
  ended(of: SimulatedCase, reason: string): void;
  personOver(): void;
}

export type DebtorDeed =
  'clicked' | 'opened' | 'read' | 'replied' | 'answered-call' | 'promised' | 'opted-out' | 'wrong-party';

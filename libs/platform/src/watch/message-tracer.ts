import type { DecidedLeg, PlannedLeg, ReceivedFact, SubmittedLeg, Took, WrittenLeg } from '#contracts';

/** Writes a message's way down, step by step; see startTracing. */
export interface MessageTracer {
  planned(messages: readonly PlannedLeg[], took: Took): void;
  rendered(legs: readonly WrittenLeg[], took: Took): void;
  decided(decisions: readonly DecidedLeg[], took: Took): void;
  submitted(leg: SubmittedLeg, took: Took): void;
  received(facts: readonly ReceivedFact[], took: Took): void;
  /** Hands over what is not told yet. */
  stop(): Promise<void>;
}

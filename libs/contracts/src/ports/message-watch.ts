/** What every happening on a message's way has in common: the message, and the machine time that it took. */
interface Happening {
  readonly messageId: string;
}

/** When a batch was begun and how long it took, in machine time. */
export interface Took {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly ms: number;
}

/** Starts to measure; what it returns tells how long it has been. */
export function stopwatch(): () => Took {
  const startedAt = Date.now();
  const from = performance.now();
  return () => ({ startedAt, ms: performance.now() - from });
}

export interface PlannedLeg extends Happening {
  /** The first channel that it is to go by. */
  readonly channel: string;
  readonly caseId: string;
  readonly enrolmentId: string | null;
}

export interface WrittenLeg extends Happening {
  readonly legNo: number;
  readonly channel: string;
}

export interface DecidedLeg extends WrittenLeg {
  readonly decisionId: string;
  readonly outcome: string;
  /** The rule that decided. */
  readonly rule: string;
}

export interface SubmittedLeg extends WrittenLeg {
  readonly attemptId: string;
  readonly provider: string;
  readonly outcome: string;
}

export interface ReceivedFact extends WrittenLeg {
  readonly provider: string;
  /** What it proves; null when it proves nothing. */
  readonly status: string | null;
}

/**
 * Is told what happens on a message's way, in sets where the work is done in sets, with ids and no personal data (I8).
 * What it does with it is the process's affair; this one does nothing.
 */
export class MessageWatch {
  /** New messages, once they are committed. */
  planned(_messages: readonly PlannedLeg[], _took: Took): void {}
  /** Legs whose words are stored, and how many messages were found to want none, by reason. */
  rendered(_legs: readonly WrittenLeg[], _without: readonly string[], _took: Took): void {}
  /** Decisions of one batch, once they are committed. */
  decided(_decisions: readonly DecidedLeg[], _took: Took): void {}
  /** One answer of a provider, or none; how long the submission took. */
  submitted(_leg: SubmittedLeg, _took: Took): void {}
  /** Receipts that are stored, those that were known before included. */
  received(_facts: readonly ReceivedFact[], _took: Took): void {}
}

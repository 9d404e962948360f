import type { HandOffDebtor, HandOffFigures } from './hand-off-document.schema.js';
import type { LetterFacts, LetterResult, LetterWords } from './letter.js';

/**
 * `waiting` for a person; `approved` and on its way; `given` out; `failed` for good. `refused` by a person, `lapsed`
 * because nobody decided in time, `withdrawn` with its case: those three are never given out.
 */
export const handOffStatuses = [
  'waiting',
  'approved',
  'given',
  'failed',
  'refused',
  'lapsed',
  'withdrawn',
] as const;
export type HandOffStatus = (typeof handOffStatuses)[number];

/** A hand-off as casework decides about it, read under a lock. */
export interface HandOffRecord {
  id: string;
  caseId: string;
  personId: string;
  status: HandOffStatus;
  /** The hold that parks outreach while it waits. */
  holdId: string | null;
  decidedBy: string | null;
}

export interface HandOffDecision {
  status: 'approved' | 'refused' | 'withdrawn';
  by: string;
  /** A code, of a refusal. */
  reason: string | null;
  at: number;
}

/** One hand-off that is approved and free to go: its case is open, owes something, and nothing holds it. */
export interface OutgoingHandOff {
  id: string;
  to: string;
  creditorRef: string;
  campaign: string;
  stepKey: string;
  caseId: string;
  personId: string;
  creditorId: string;
  approvedBy: string | null;
  /** ISO instant. */
  approvedAt: string | null;
  /** Business instant at which it is given out, ISO; the first try’s. */
  givenAt: string;
  /** How often it was tried, this time included. */
  tries: number;
  figures: HandOffFigures;
  debtor: HandOffDebtor;
  /** What was written, of letters. */
  letter: LetterWords | null;
}

/** A file that was made of hand-offs. */
export interface HandOffBatch {
  number: number;
  to: string;
  /** ISO instant. */
  madeAt: string;
  madeBy: string;
  rows: OutgoingHandOff[];
}

/** Hand-offs on their way out. */
export abstract class HandOffOutbox {
  /**
   * Takes up some that are to be told to a destination, for so many milliseconds of machine time; what they tell
   * is settled here, so that every try tells the same. Those whose case is closed or owes nothing are withdrawn.
   */
  abstract take(
    address: HandOffAddress,
    now: number,
    leaseMs: number,
    limit: number,
  ): Promise<OutgoingHandOff[]>;
  abstract given(handOff: OutgoingHandOff, at: number): Promise<void>;
  /** To be tried again after so many milliseconds of machine time. */
  abstract putOff(id: string, ms: number, error: string): Promise<void>;
  /** It is not tried again: an agent gets the case. */
  abstract fail(handOff: OutgoingHandOff, error: string, at: number): Promise<void>;
  /** Fails what is to go where no destination is configured. Answers how many. */
  abstract failUnknown(known: readonly HandOffAddress[], now: number): Promise<number>;
  /**
   * Makes a file of what is to go to addresses of one key, and marks it as given in the same transaction; null when
   * there is nothing.
   */
  abstract makeBatch(
    addresses: readonly HandOffAddress[],
    by: string,
    now: number,
  ): Promise<HandOffBatch | null>;
  /**
   * Makes a file of letters in the same way, from facts that are read with the persons locked. Each one is counted as a
   * contact of its person. One that may not be written fails, and an agent gets its case.
   * @param write throws to leave everything as it is
   */
  abstract makeLetters(
    addresses: readonly HandOffAddress[],
    by: string,
    now: number,
    write: (facts: LetterFacts) => LetterResult,
  ): Promise<HandOffBatch | null>;
  abstract batch(number: number): Promise<HandOffBatch | null>;
}

/** Whose hand-offs a destination takes: a key, of one creditor or (null) of every creditor that has none of its own. */
export interface HandOffAddress {
  key: string;
  creditorRef: string | null;
  /** References of creditors that have a destination of their own by this key. */
  except: string[];
}

/** What became of one request to a destination. */
export type WebhookResult = { outcome: 'delivered' } | { outcome: 'failed'; error: string; retry: boolean };

/** A request to somebody’s web server, signed. */
export interface WebhookMessage {
  /** The same at every try, so that who gets it twice can tell. */
  id: string;
  url: string;
  /** `whsec_` and base64. */
  secret: string;
  /** Whether an address on this very machine is meant. */
  local: boolean;
  body: string;
}

export abstract class WebhookSender {
  /** Never throws; `error` is a code that holds nothing of the body. */
  abstract send(message: WebhookMessage): Promise<WebhookResult>;
  /** Lets go of connections. */
  async destroy(): Promise<void> {}
}

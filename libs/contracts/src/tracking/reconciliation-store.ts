import type { LegToSend, MessageBatch } from '../queues.js';
import type { LegName } from './receipt-store.js';

/** An attempt of which nobody knows whether the provider took it (I1). Personal: `to` stays in memory. */
export interface DoubtfulAttempt extends LegName {
  attemptNo: number;
  personId: string;
  provider: string;
  /** Machine instant of the commit, epoch ms. */
  committedAt: number;
  /** The address it went to; null when it was purged meanwhile. */
  to: string | null;
  linkKeyVersion: number;
  /** As it is stored, with placeholders where links go. */
  body: string;
}

/** What the reconciler took over from owners whose lease has run out (I2). */
export interface TakenFlights {
  /** Flights looked at; as many as asked for means that there may be more. */
  count: number;
  render: MessageBatch | null;
  send: LegToSend[];
  /** To be looked up, or settled as unknown; only of flights taken as doubts. */
  doubtful: DoubtfulAttempt[];
}

/** Messages in flight that nobody works on, and attempts in doubt. Leases are machine time. */
export abstract class ReconciliationStore {
  /**
   * Takes over up to limit flights that nobody works on; each stays with the caller until its new lease has passed.
   * Attempts in doubt that it comes upon are left for takeDoubts.
   */
  abstract take(limit: number): Promise<TakenFlights>;
  /** The same of flights that are in doubt, which may take long to settle. */
  abstract takeDoubts(limit: number): Promise<TakenFlights>;
  /** A look-up found the submission. */
  abstract settleAccepted(attempt: DoubtfulAttempt, providerRef: string): Promise<void>;
  /**
   * Proved not accepted: the contact is given back and the flight goes on. Returns whether the leg goes again: not
   * when a receipt or the sender settled the attempt meanwhile.
   */
  abstract settleNotAccepted(attempt: DoubtfulAttempt): Promise<boolean>;
  /** Nobody can tell. The message is shown as unknown; a later receipt may still settle it. */
  abstract settleUnknown(attempt: DoubtfulAttempt): Promise<void>;
  /** Leaves an attempt in doubt until the next look, that many milliseconds from now. */
  abstract lookAgain(attempt: DoubtfulAttempt, afterMs: number): Promise<void>;
}

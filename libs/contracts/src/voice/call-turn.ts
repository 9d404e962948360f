import type { Language } from '#domain';

/** What follows once everything of a turn has been said. */
export type CallAction =
  /** Waits for keys; the next turn comes to this state, with no keys at all when the time has passed. */
  | { kind: 'listen'; keys: number; seconds: number; state: string }
  /** Connects the caller with a number; the next turn comes to this state when that call has ended. */
  | { kind: 'connect'; to: string; state: string }
  | { kind: 'hang-up' };

/** One turn of a call, in a provider's hands: what to say, and what follows. Personal: never logged. */
export interface CallTurn {
  language: Language;
  says: readonly string[];
  action: CallAction;
}

import type { CallReaction } from '../behaviour/answer-call.js';

/** What came of a call that was taken, or not. */
export type CallOutcome =
  /** Nobody heard what it was about. */
  | { readonly kind: 'unreached' }
  /** Somebody took it, and nothing came of it. */
  | { readonly kind: 'heard' }
  | { readonly kind: 'link' }
  | { readonly kind: 'promise'; readonly days: number }
  | { readonly kind: 'person' }
  | { readonly kind: 'opt-out' }
  | { readonly kind: 'wrong-party' };

/** Of the days that the dialogue offers by key. */
const PROMISE_DAYS: Readonly<Record<string, number>> = { '1': 3, '2': 7, '3': 14 };
const WRONG_TRIES = 2;

/**
 * Reads how a call was taken: the first key after the debtor has shown who they are chooses, as the dialogues that ship
 * have it.
 */
export function outcomeOfCall({ picksUp, answers }: CallReaction): CallOutcome {
  if (picksUp !== 'person') return { kind: 'unreached' };
  let known = false;
  let wrong = 0;
  let promising = false;
  for (const { answer } of answers) {
    if (answer.kind === 'hang-up') return { kind: 'heard' };
    if (answer.kind === 'identity') known = true;
    else if (answer.kind === 'wrong-identity') {
      wrong += 1;
      if (wrong >= WRONG_TRIES) return { kind: 'heard' };
    } else if (answer.kind === 'keys' && known) {
      if (promising) return { kind: 'promise', days: PROMISE_DAYS[answer.keys] ?? 7 };
      if (answer.keys === '1') return { kind: 'link' };
      if (answer.keys === '3') return { kind: 'person' };
      if (answer.keys === '9') return { kind: 'opt-out' };
      promising = answer.keys === '2';
    }
  }
  return { kind: 'heard' };
}

import type { CallReaction } from '../behaviour/answer-call.js';

/**
 * What came of a call. `unreached`: nobody heard what it was about; `heard`: somebody took it, and nothing came of it.
 */
export type CallOutcome = {
  /** Whether the debtor showed who they are: then it was a conversation about the debt. */
  readonly identified: boolean;
} & (
  | { readonly kind: 'unreached' | 'heard' | 'link' | 'person' | 'opt-out' | 'wrong-party' }
  | { readonly kind: 'promise'; readonly days: number }
);

/** Of the days that the dialogue offers by key. */
const PROMISE_DAYS: Readonly<Record<string, number>> = { '1': 3, '2': 7, '3': 14 };
const WRONG_TRIES = 2;

/**
 * Reads how a call was taken: the first key after the debtor has shown who they are chooses, as the dialogues that ship
 * have it.
 */
export function outcomeOfCall({ picksUp, answers }: CallReaction): CallOutcome {
  if (picksUp !== 'person') return { kind: 'unreached', identified: false };
  let identified = false;
  let wrong = 0;
  let promising = false;
  for (const { answer } of answers) {
    if (answer.kind === 'hang-up') break;
    if (answer.kind === 'identity') identified = true;
    else if (answer.kind === 'wrong-identity') wrong += 1;
    if (wrong >= WRONG_TRIES) break;
    if (answer.kind !== 'keys') continue;
    // Nine ends all calls at any moment.
    if (answer.keys === '9') return { kind: 'opt-out', identified };
    if (!identified) continue;
    if (promising) return { kind: 'promise', days: PROMISE_DAYS[answer.keys] ?? 7, identified };
    if (answer.keys === '1') return { kind: 'link', identified };
    if (answer.keys === '3') return { kind: 'person', identified };
    promising = answer.keys === '2';
  }
  return { kind: 'heard', identified };
}

import type { CallSignal } from './live-call.js';
import type { FinalCallStatus } from './stored-call.js';
import type { Turn } from './turn.js';

/** What follows from one step of a conversation. */
export type Next =
  /** The next step of the same document. */
  | { readonly kind: 'on' }
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'over'; readonly status: FinalCallStatus; readonly why: string | null };

export const ON: Next = { kind: 'on' };

export function over(status: FinalCallStatus, why: string | null = null): Next {
  return { kind: 'over', status, why };
}

/** What a signal means wherever the conversation stands; null for one that only a question listens to. */
export function meaningOf(signal: CallSignal): Next | null {
  if (signal.kind === 'hang-up') return over('completed', 'The debtor hung up.');
  if (signal.kind === 'end') return over(signal.status, signal.why);
  if (signal.kind === 'redirect') return { kind: 'turn', turn: signal.turn };
  return null;
}

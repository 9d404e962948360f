import { HOUR_MS } from '../calendar/civil-date.js';
import type { CaseFacts } from './case-facts.js';
import type { AwaitedEvent } from './enrolment-state.js';

/** What a branch can ask about; each answers with one of its outcomes, or null while it cannot be told yet. */
export interface BranchSubject {
  readonly outcomes: readonly string[];
  read(facts: CaseFacts): string | null;
  /** The outcome, and the event that may bring it, for which a branch with `within` holds on. */
  readonly awaited: string;
  readonly event: AwaitedEvent;
  /** What is assumed of a message that stays unsettled. */
  readonly unsettled: string;
}

/** Responses count from the first delivered message on; an unsettled message leaves "unreachable" open. */
const response: BranchSubject = {
  outcomes: ['responded', 'none', 'unreachable'],
  awaited: 'responded',
  event: 'response',
  unsettled: 'unreachable',
  read: (facts) => {
    if (facts.lastResponseAt !== null && facts.lastResponseAt >= (facts.firstDeliveredAt ?? 0)) {
      return 'responded';
    }
    const reach = delivery.read(facts);
    return reach === 'unreachable' || reach === null ? reach : 'none';
  },
};

/** Over the whole enrolment: something arrived, all that went out failed, or nothing went out. */
const delivery: BranchSubject = {
  outcomes: ['delivered', 'unreachable', 'none'],
  awaited: 'delivered',
  event: 'delivery',
  unsettled: 'unreachable',
  read: (facts) => {
    if (facts.firstDeliveredAt !== null) return 'delivered';
    if (!facts.lastMessage) return 'none';
    return isUnsettled(facts) ? null : 'unreachable';
  },
};

/** Of the latest message alone. */
const lastMessage: BranchSubject = {
  outcomes: ['delivered', 'undelivered', 'unknown', 'none'],
  awaited: 'delivered',
  event: 'delivery',
  unsettled: 'unknown',
  read: (facts) => {
    if (!facts.lastMessage) return 'none';
    return isUnsettled(facts) ? null : facts.lastMessage.state;
  },
};

export const branchSubjects = { response, delivery, lastMessage } as const;
export type BranchSubjectName = keyof typeof branchSubjects;

/** How long a branch holds on for the fate of the last message: a carrier's day, or a deferral over a long weekend. */
const settlingMs = { pending: 24 * HOUR_MS, deferred: 96 * HOUR_MS };

/** Until when (epoch ms) the fate of the last message is worth waiting for; null when it is settled. */
export function settlesBy({ lastMessage }: CaseFacts): number | null {
  if (lastMessage?.state !== 'pending' && lastMessage?.state !== 'deferred') return null;
  return lastMessage.at + settlingMs[lastMessage.state];
}

function isUnsettled(facts: CaseFacts): boolean {
  return settlesBy(facts) !== null;
}

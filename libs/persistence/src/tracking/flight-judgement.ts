/** A flight whose owner's lease has run out, with what is on record about it. */
export interface StaleFlight {
  messageStatus: string;
  rendered: boolean;
  /** The leg's latest attempt; null when there is none. */
  attempt: {
    outcome: 'accepted' | 'refused' | 'unknown' | 'voided' | null;
    provedNotAccepted: boolean;
    /** It is so old that whoever made it must be gone. */
    abandoned: boolean;
  } | null;
  /** A receipt names this leg, so some provider has it. */
  reported: boolean;
}

/**
 * What to do with a stale flight.
 * - `landed`: the message is over, the row was left behind;
 * - `accepted`: the provider has the leg, the answer was lost on the way to the database;
 * - `wait`: an attempt may still be under way;
 * - `doubt`: an attempt may or may not have been accepted;
 * - `render`, `send`: the wake-up was lost.
 */
export type Judgement = 'landed' | 'accepted' | 'wait' | 'doubt' | 'render' | 'send';

const OVER = new Set(['cancelled', 'refused', 'undelivered', 'delivered', 'read']);

export function judgeFlight({ attempt, reported, messageStatus, rendered }: StaleFlight): Judgement {
  if (attempt !== null && !attempt.provedNotAccepted && attempt.outcome !== 'voided') {
    if (attempt.outcome === 'accepted' || reported) return 'accepted';
    return attempt.outcome === null && !attempt.abandoned ? 'wait' : 'doubt';
  }
  if (OVER.has(messageStatus)) return 'landed';
  return rendered ? 'send' : 'render';
}

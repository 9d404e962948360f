import type { WorkingTime } from '#domain';

/** One escalation as a line of an agent's mail: nothing of the debtor but the case's number. */
export interface DigestLine {
  escalationId: string;
  caseRef: string;
  queue: string;
  reason: string;
  priority: number;
  /** Business instant, epoch ms; null when none is set yet. */
  dueAt: number | null;
}

/** What an agent is told at the start of their day. */
export interface DigestContent {
  /** On the desk: all of them, told below or not. */
  onDesk: number;
  /** Came to the desk since the last mail. */
  fresh: DigestLine[];
  /** On the desk, and due before the agent's day is over. */
  dueToday: DigestLine[];
  /** On the desk, past their time. */
  overdue: DigestLine[];
  /** Went from the desk to others since the last mail, and how. */
  gone: (DigestLine & { ended: string })[];
  /** For leads: past their time in their queues, and on nobody's desk. */
  unclaimed: DigestLine[];
}

/** Who gets the mail of the day. */
export interface DigestRecipient extends WorkingTime {
  id: string;
  ref: string;
  name: string;
  email: string;
}

/** One mail: an agent's on one of their days (YYYY-MM-DD). */
export interface DigestName {
  agentId: string;
  day: string;
}

export type DigestOutcome = 'sent' | 'nothing-to-tell' | 'refused' | 'unknown';

/** The mails of the day, each sent once, by any number of processes. */
export abstract class AgentDigests {
  /** Active agents with an address. */
  abstract recipients(): Promise<DigestRecipient[]>;
  /** Takes a mail up for some milliseconds of machine time; false when it is done, in doubt, or another's. */
  abstract claim(digest: DigestName, leaseMs: number): Promise<boolean>;
  /**
   * What there is to tell.
   * @param now business instant, epoch ms
   * @param dayEnd the instant at which the agent's day is over
   */
  abstract content(agentId: string, now: number, dayEnd: number): Promise<DigestContent>;
  /**
   * Writes down that it is being handed over, and up to which business instant it tells: from here on it is not sent
   * again unless that proves to have failed. False when the claim has been lost.
   */
  abstract begin(digest: DigestName, toldUntil: number): Promise<boolean>;
  abstract finish(digest: DigestName, outcome: DigestOutcome): Promise<void>;
  /** It is proved that nobody has it: to be taken up again after so many milliseconds of machine time. */
  abstract putOff(digest: DigestName, ms: number): Promise<void>;
}

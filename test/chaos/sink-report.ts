/** What became of the answer to a message that a sink accepted. */
export type AnswerFate =
  /** Written to a connection that stood. */
  | 'answered'
  /** Kept back, and the connection destroyed. */
  | 'dropped'
  /** Given as a failure, although the message was taken. */
  | 'denied'
  /** The sender was gone before it could be written. */
  | 'cut';

/** One message as a sink took it. */
export interface Acceptance {
  /** The deep link's token: unique to a leg, so that a token seen twice is a message sent twice. */
  token: string;
  to: string;
  /** Machine instant at which the whole message was there, epoch ms. */
  at: number;
  fate: AnswerFate;
}

/** What a sink tells when asked. */
export interface SinkReport {
  accepted: Acceptance[];
  /** Tokens of what was broken off unaccepted, so that the sender cannot know. */
  brokenOff: string[];
  counts: Record<string, number>;
}

/** How a sink behaves; set from outside, so that the rough time can end while the sink lives on. */
export interface SinkMood {
  /** Whether it fails now and then. */
  rough: boolean;
  /** How long an answer takes, at least and at most, in ms. */
  latencyMs: [number, number];
}

/** Everything that a sink took, and how often it did what else. */
export class SinkLedger {
  private readonly accepted: Acceptance[] = [];
  private readonly brokenOff: string[] = [];
  private readonly counts: Record<string, number> = {};

  accept(token: string, to: string): Acceptance {
    const entry: Acceptance = { token, to, at: Date.now(), fate: 'cut' };
    this.accepted.push(entry);
    return entry;
  }

  breakOff(token: string): void {
    this.brokenOff.push(token);
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  get size(): number {
    return this.accepted.length;
  }

  report(): SinkReport {
    return { accepted: this.accepted, brokenOff: this.brokenOff, counts: this.counts };
  }
}

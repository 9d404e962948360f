import { appendFileSync } from 'node:fs';

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

/** One leg as a sink took it. */
export interface Acceptance {
  /** Its deep link's token, or a call's name (see callName): unique to a leg, so that one seen twice is a leg sent twice. */
  leg: string;
  /** Machine instant at which the whole submission was there, epoch ms. */
  at: number;
  fate: AnswerFate;
  /** Whether it reaches the debtor; null where the sink cannot tell. */
  arrives: boolean | null;
  /** When anybody was first told of its end, by callback or look-up, epoch ms; null: nobody was. */
  toldAt: number | null;
  /** When the product first confirmed that it heard of its end by callback, epoch ms; null: never. */
  heardAt: number | null;
  /** Listed without its words, so that no look-up can tell whose it is. */
  wordless: boolean;
}

/** What a sink tells when asked. */
export interface SinkReport {
  accepted: Acceptance[];
  /** Legs that were broken off unaccepted, so that the sender cannot know. */
  brokenOff: string[];
  /** Legs that were refused for good. */
  refused: string[];
  counts: Record<string, number>;
}

/** How a sink behaves; set from outside, so that the rough time can end while the sink lives on. */
export interface SinkMood {
  /** Whether it fails now and then. */
  rough: boolean;
  /** How long an answer takes, at least and at most, in ms. */
  latencyMs: [number, number];
}

/** What a call is known by: nothing in it can hold a link. */
export function callName(messageId: string, legNo: number | string): string {
  return `call ${messageId}.${legNo}`;
}

/** Everything that a sink took, and how often it did what else. */
export class SinkLedger {
  private readonly accepted: Acceptance[] = [];
  private readonly brokenOff: string[] = [];
  private readonly refused = new Set<string>();
  private readonly counts: Record<string, number> = {};

  /** @param file each acceptance is written here before anybody is answered, for whoever looks into a bad run */
  constructor(private readonly file?: string) {}

  accept(leg: string): Acceptance {
    const entry: Acceptance = {
      leg,
      at: Date.now(),
      fate: 'cut',
      arrives: null,
      toldAt: null,
      heardAt: null,
      wordless: false,
    };
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify({ leg, at: entry.at })}\n`);
    this.accepted.push(entry);
    return entry;
  }

  breakOff(leg: string): void {
    this.brokenOff.push(leg);
  }

  refuse(leg: string): void {
    this.refused.add(leg);
  }

  wasRefused(leg: string): boolean {
    return this.refused.has(leg);
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  get size(): number {
    return this.accepted.length;
  }

  report(): SinkReport {
    const { accepted, brokenOff, counts } = this;
    return { accepted, brokenOff, refused: [...this.refused], counts };
  }
}

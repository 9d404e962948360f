import type { Channel } from './cadences.js';

/** One try at reaching somebody, as they meet it: a message has one line for each channel that was tried. */
export interface ExpectedContact {
  /** The step, or the family of what no step sends. */
  step: string;
  channel: Channel;
  /** Number or mail address. */
  to: string;
  /** Wall-clock time in Warsaw. */
  at: string;
}

export interface Expectation {
  contacts: ExpectedContact[];
  escalations: { reason: string; at: string }[];
  /** Families of what was asked for: links, confirmations of a stop, receipts. */
  asked: string[];
  closed: 'paid' | 'settled-with-manager' | null;
  /** Null where the debtor pays what the page takes as a part. */
  owesMinor: number | null;
}

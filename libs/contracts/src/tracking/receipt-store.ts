import type { LegStatus } from '#domain';
import type { MessageBatch } from '../queues.js';

/** Names one leg of a message. */
export interface LegName {
  shard: number;
  messageId: string;
  legNo: number;
}

/** One fact from outside about a leg, verified. */
export interface ReceivedReceipt extends LegName {
  /** The event's name, unique for the leg: what a repetition is known by (I7). */
  eventKey: string;
  provider: string;
  /** The event in the provider's words, such as 'delivered' or 'opened'. */
  kind: string;
  /** What it proves; null for events that prove nothing, such as an opened pixel. */
  status: LegStatus | null;
  errorCode: string | null;
  /** Whether another channel may well succeed where this one failed; counts only with a status that proves failure. */
  fallback: boolean;
  /** The provider's reference of the submission, where the event names it. */
  providerRef: string | null;
  /** Business instant at which we learnt of it, epoch ms. */
  occurredAt: number;
}

/** What became of a set of receipts. */
export interface RecordedReceipts {
  /** New facts; the rest were known. */
  stored: number;
  /** Receipts whose leg another transaction holds: nothing was written of them, they are to be recorded again. */
  held: ReceivedReceipt[];
  /** Next legs to render, of messages whose leg is proved undelivered. */
  next: MessageBatch | null;
}

/** Receipts and what they change, written as sets. */
export abstract class ReceiptStore {
  /**
   * Stores receipts and folds them into legs, messages and enrolments, in one transaction. Any number of processes
   * may do so for the same legs, in any order; the end is the same.
   */
  abstract record(receipts: readonly ReceivedReceipt[]): Promise<RecordedReceipts>;
  /** The leg of a deep link's token by its hash; null when there is none. */
  abstract legOfLink(linkHash: Buffer): Promise<LegName | null>;
}

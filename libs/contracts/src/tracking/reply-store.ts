/** A person's answer to our messages. Personal: stays in the database. */
export interface InboundReply {
  channel: 'sms' | 'rcs';
  /** The provider's reference; a reply of the same reference is stored once. */
  providerRef: string;
  valueHash: Buffer;
  /** Our sender that it was sent to. */
  to: string;
  text: string;
  /** What the text was taken for, such as 'opt-out' or 'other'. */
  taken: string;
  /** A word that ends messages stands in a text that is no opt-out: the agent who reads it is asked for with priority. */
  mentionsOptOut: boolean;
  /** Whether it counts against "no response"; a stranger's answer does not. */
  countsAsResponse: boolean;
  /** Business instant, epoch ms. */
  at: number;
}

export type StoredReply =
  | { kind: 'stored'; personIds: string[]; messageId: string | null; caseIds: string[] }
  /** With the cases that it was stored with: whatever follows from it may not have been done yet. */
  | { kind: 'repeated'; caseIds: string[] }
  /** Nobody on record has this address; the reply waits for a human in the data queue. */
  | { kind: 'unknown-sender' };

/** Answers that come in. */
export abstract class ReplyStore {
  /**
   * Stores a reply as an interaction with everybody on record under the address, with the cases that the latest
   * message there was about, and wakes those cases.
   */
  abstract store(reply: InboundReply): Promise<StoredReply>;
}

import type { Channel } from '#domain';
import type { RichContent } from './rich-template.js';

/** One leg, ready to be handed to a provider. Personal: lives in memory only, never in a queue or a log. */
export interface Submission {
  shard: number;
  messageId: string;
  legNo: number;
  attemptId: string;
  /** E.164 number or e-mail address. */
  to: string;
  /** Sender identity: number, alphanumeric id, or mail address. */
  from: string;
  fromName?: string;
  subject?: string;
  /** Plain text with the link filled in. */
  body: string;
  html?: string;
  /** The card, for RCS; its link is `link`. */
  card?: RichContent;
  /** The leg's deep link; what a look-up recognises the submission by. */
  link: string;
  /** Address of one-click unsubscription (RFC 8058), for e-mail. */
  unsubscribeUrl?: string;
  /** How long the provider may try, in seconds: the rest of the contact window. */
  validitySeconds?: number;
  /**
   * Instant of this process's performance.now() by which the submission must have begun to leave; past it, it is
   * late and nothing was sent (I6). Absent: no such bound.
   */
  handOverBy?: number;
}

/**
 * What became of a submission (I1). 'refused' is proved: the provider did not take it, and says why.
 * 'unknown' is everything that leaves doubt: 5xx, reset, silence. 'late': it was not there by handOverBy, and nothing
 * was sent (I6).
 */
export type SubmissionResult =
  | { outcome: 'accepted'; providerRef: string; status: string }
  | { outcome: 'refused'; code: string; retry: 'never' | 'later'; retryAfterMs?: number }
  | { outcome: 'unknown'; code: string }
  | { outcome: 'late' };

/**
 * What a look-up found: the submission's reference, or nothing (which counts only after the waiting time).
 * `found: null` is inconclusive: the provider could not be asked, so nothing is proved either way. `forGood` where it
 * could, and asking again would tell no more.
 */
export type LookUpResult =
  | { found: true; providerRef: string; status: string; errorCode?: string }
  | { found: false }
  | { found: null; code: string; forGood?: true };

/** What a look-up needs to recognise a submission. */
export interface LookUpQuery {
  to: string;
  link: string;
  /** Machine instant (epoch ms) of the attempt's commit. */
  committedAt: number;
}

/** A provider of one channel. One class both submits and, where the provider can, looks up. */
export abstract class ChannelAdapter {
  /** Stable name, stored with each attempt, such as 'twilio-sms' or 'smtp'. */
  abstract readonly provider: string;
  abstract readonly channel: Channel;
  /** How many submissions it takes at once; more would only wait in it. Absent: as many as come. */
  readonly atOnce?: number;
  /**
   * What a look-up recognises a submission by: the deep link in its words (where absent), or the address, which takes
   * one submission at a time.
   */
  readonly recognises?: 'link' | 'address';
  /** Never throws: whatever happens becomes a result. */
  abstract submit(submission: Submission): Promise<SubmissionResult>;
  /** Never throws. Absent where the provider has none; such attempts stay unknown until a receipt settles them. */
  lookUp?(query: LookUpQuery): Promise<LookUpResult>;
  init?(): Promise<void>;
  destroy?(): Promise<void>;
}

import type { Channel } from './channel.js';

/** A template family as a step of a campaign sends it. */
export interface MessageUse {
  readonly family: string;
  readonly channel: Channel;
  /** Whether it may be the first message of the campaign to reach somebody. */
  readonly first: boolean;
}

/** What policy packs have against a use, in words that name template, language, channel and phrase; none when nothing. */
export type MessageJudge = (use: MessageUse, policies: readonly string[]) => readonly string[];

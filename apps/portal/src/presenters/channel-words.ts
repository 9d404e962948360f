import type { TextKey } from '../language/texts.js';

const WORDED = ['sms', 'rcs', 'email'] as const;
/** A call brings no link of its own, so that nothing is stopped by its name; the history tells of it all the same. */
const TOLD = [...WORDED, 'voice'] as const;

function worded(channel: string): (typeof WORDED)[number] | 'other' {
  return WORDED.find((each) => each === channel) ?? 'other';
}

/** The texts that speak of one channel. */
export interface ChannelWords {
  textKey: TextKey;
  submitKey: TextKey;
  doneKey: TextKey;
  /** As one of several things to stop. */
  channelKey: TextKey;
  /** As an entry of the history. */
  nameKey: TextKey;
}

export function channelWords(channel: string): ChannelWords {
  const word = worded(channel);
  return {
    textKey: `stop.text.${word}`,
    submitKey: `stop.submit.${word}`,
    doneKey: `stop.done.${word}`,
    channelKey: `stop.all.channel.${word}`,
    nameKey: `stage.channel.${TOLD.find((each) => each === channel) ?? 'other'}`,
  };
}

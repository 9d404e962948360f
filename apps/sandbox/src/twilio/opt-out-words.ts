/**
 * Twilio's default keywords: the whole message, whatever its case, never a part of a sentence.
 * Source: twilio.com/docs/messaging/tutorials/how-to-use-opt-out-keywords.
 */
const WORDS: Readonly<Record<string, OptOutType>> = {
  STOP: 'STOP',
  STOPALL: 'STOP',
  UNSUBSCRIBE: 'STOP',
  CANCEL: 'STOP',
  END: 'STOP',
  QUIT: 'STOP',
  REVOKE: 'STOP',
  OPTOUT: 'STOP',
  START: 'START',
  YES: 'START',
  UNSTOP: 'START',
  HELP: 'HELP',
  INFO: 'HELP',
};

export type OptOutType = 'STOP' | 'START' | 'HELP';

export function optOutType(body: string): OptOutType | undefined {
  const word = body.trim().toUpperCase();
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

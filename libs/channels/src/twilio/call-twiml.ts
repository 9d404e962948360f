import twilio from 'twilio';
import type { CallTurn } from '#contracts';
import { VOICES } from './voices.data.js';

/** How long a person is rung before the caller is told that nobody is free, in seconds. */
const RING_SECONDS = 30;

/**
 * One turn as TwiML.
 * @param urlOf address of the next turn by its state
 * @param callerId whom a person who is called for the debtor sees; Twilio's own choice where absent
 */
export function callTwiml(turn: CallTurn, urlOf: (state: string) => string, callerId?: string): string {
  const response = new twilio.twiml.VoiceResponse();
  const voice = VOICES[turn.language];
  const { action } = turn;
  if (action.kind === 'listen') {
    const gather = response.gather({
      input: ['dtmf'],
      numDigits: action.keys,
      timeout: action.seconds,
      action: urlOf(action.state),
      actionOnEmptyResult: true,
      method: 'POST',
    });
    for (const text of turn.says) gather.say({ ...voice }, text);
    return response.toString();
  }
  for (const text of turn.says) response.say({ ...voice }, text);
  if (action.kind === 'hang-up') response.hangup();
  else {
    const dial = response.dial({
      answerOnBridge: true,
      timeout: RING_SECONDS,
      action: urlOf(action.state),
      method: 'POST',
      ...(callerId !== undefined && { callerId }),
    });
    dial.number(action.to);
  }
  return response.toString();
}

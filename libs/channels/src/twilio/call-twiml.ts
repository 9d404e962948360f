import type { CallTurn } from '#contracts';
import { VOICES } from './voices.data.js';

/** How long a person is rung before the caller is told that nobody is free, in seconds. */
const RING_SECONDS = 30;

const HEAD = '<?xml version="1.0" encoding="UTF-8"?><Response>';

/**
 * One turn as TwiML, letter by letter as the SDK's VoiceResponse writes it, which takes many times as long: somebody
 * waits at the phone.
 * @param urlOf address of the next turn by its state
 * @param callerId whom a person who is called for the debtor sees; Twilio's own choice where absent
 */
export function callTwiml(turn: CallTurn, urlOf: (state: string) => string, callerId?: string): string {
  const { voice, language } = VOICES[turn.language];
  const said = turn.says
    .map((text) => `<Say voice="${voice}" language="${language}">${escapedText(text)}</Say>`)
    .join('');
  const { action } = turn;
  if (action.kind === 'hang-up') return `${HEAD}${said}<Hangup/></Response>`;
  const next = `action="${escapedValue(urlOf(action.state))}"`;
  if (action.kind === 'listen') {
    const gather = `input="dtmf" numDigits="${action.keys}" timeout="${action.seconds}" ${next} actionOnEmptyResult="true" method="POST"`;
    return `${HEAD}<Gather ${gather}${said === '' ? '/>' : `>${said}</Gather>`}</Response>`;
  }
  const caller = callerId === undefined ? '' : ` callerId="${escapedValue(callerId)}"`;
  const dial = `answerOnBridge="true" timeout="${RING_SECONDS}" ${next} method="POST"${caller}`;
  return `${HEAD}${said}<Dial ${dial}><Number>${escapedText(action.to)}</Number></Dial></Response>`;
}

const TEXT_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};
const VALUE_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};
/** What no XML may hold: the SDK refuses it, and here it is left out of what is said. */
const UNSPEAKABLE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

function escapedText(text: string): string {
  return text.replace(UNSPEAKABLE, '').replace(/[&<>\r]/g, (letter) => TEXT_ENTITIES[letter] ?? letter);
}

function escapedValue(text: string): string {
  return text.replace(UNSPEAKABLE, '').replace(/[&<"\t\n\r]/g, (letter) => VALUE_ENTITIES[letter] ?? letter);
}

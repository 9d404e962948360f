import fc from 'fast-check';
import twilio from 'twilio';
import type { CallTurn } from '#contracts';
import { callTwiml } from './call-twiml.js';
import { VOICES } from './voices.data.js';

const urlOf = (state: string): string => `https://d.test/turn?a=1&state="${state}"`;

/** The same turn by the SDK. */
function bySdk(turn: CallTurn, callerId?: string): string {
  const response = new twilio.twiml.VoiceResponse();
  const { action } = turn;
  const speaker =
    action.kind === 'listen'
      ? response.gather({
          input: ['dtmf'],
          numDigits: action.keys,
          timeout: action.seconds,
          action: urlOf(action.state),
          actionOnEmptyResult: true,
          method: 'POST',
        })
      : response;
  for (const text of turn.says) speaker.say({ ...VOICES[turn.language] }, text);
  if (action.kind === 'hang-up') response.hangup();
  if (action.kind === 'connect') {
    const caller = callerId === undefined ? {} : { callerId };
    response
      .dial({ answerOnBridge: true, timeout: 30, action: urlOf(action.state), method: 'POST', ...caller })
      .number(action.to);
  }
  return response.toString();
}

const state = fc.stringMatching(/^[0-9a-z.~-]{1,30}$/);
const turn: fc.Arbitrary<CallTurn> = fc.record({
  language: fc.constantFrom('pl', 'en', 'uk'),
  says: fc.array(fc.stringMatching(/^[ -~ąćęłńóśźżіїєґ\t\n\r€„”<>&"']{1,40}$/u), { maxLength: 3 }),
  action: fc.oneof(
    fc.constant({ kind: 'hang-up' as const }),
    fc.record({
      kind: fc.constant('listen' as const),
      keys: fc.integer({ min: 1, max: 8 }),
      seconds: fc.integer({ min: 1, max: 20 }),
      state,
    }),
    fc.record({ kind: fc.constant('connect' as const), to: fc.constant('+48221112233'), state }),
  ),
});

describe('a turn as TwiML', () => {
  it('reads letter by letter as the SDK writes it, whatever is said', () => {
    fc.assert(
      fc.property(turn, fc.option(fc.constant('+48223000000'), { nil: undefined }), (said, callerId) => {
        expect(callTwiml(said, urlOf, callerId)).toBe(bySdk(said, callerId));
      }),
    );
  });

  it('says what can be said where a text holds what no XML may', () => {
    const said: CallTurn = {
      language: 'pl',
      says: ['Dzień\u0000 dobry\uD800 😀'],
      action: { kind: 'hang-up' },
    };
    expect(callTwiml(said, urlOf)).toContain('>Dzień dobry 😀</Say>');
  });
});

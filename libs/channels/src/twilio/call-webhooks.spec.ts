import { describeWebhooks } from '../webhook-conformance.js';
import { TwilioCallWebhooks } from './call-webhooks.js';
import { ACCOUNT, CALL_SID } from './twilio-stub.js';
import { asForm, readBy, signerOf, TOKEN, unreadableOf } from './webhook-harness.js';

const webhooks = new TwilioCallWebhooks({
  twilio: { accountSid: ACCOUNT, authToken: TOKEN, apiUrl: 'https://api.twilio.com' },
});
const LEG = '7/0190b0b0-0000-7000-8000-000000000001/1';
const CALL = { CallSid: CALL_SID, AccountSid: ACCOUNT, From: '+48223000000', To: '+48600000001' };
const ENDED = { ...CALL, CallStatus: 'completed', CallDuration: '41', AnsweredBy: 'human' };
const TURN = { ...CALL, CallStatus: 'in-progress', Digits: '31121980' };

describeWebhooks('Twilio’s status of a call', {
  event: {
    body: asForm(ENDED),
    fact: { sid: CALL_SID, status: 'completed', answeredBy: 'person', seconds: 41 },
  },
  newer: asForm({ ...ENDED, CallStatus: 'pondered', StirVerstat: 'TN-Validation-Passed-A' }),
  unreadable: { ...unreadableOf(ENDED), 'has no status': asForm({ ...ENDED, CallStatus: '' }) },
  personal: [CALL.To],
  bindsAddress: true,
  bindsTime: false,
  sign: signerOf(`https://d.test/webhooks/twilio/voice/status/${LEG}`),
  read: readBy(webhooks, (form) => webhooks.parseStatus(form)),
});

describeWebhooks('Twilio’s question for a turn', {
  event: { body: asForm(TURN), fact: { sid: CALL_SID, keys: '31121980', connection: null } },
  newer: asForm({ ...TURN, AnsweredBy: 'hologram', CallToken: 'x' }),
  unreadable: unreadableOf(TURN),
  personal: [CALL.To, TURN.Digits],
  bindsAddress: true,
  bindsTime: false,
  sign: signerOf(`https://d.test/webhooks/twilio/voice/turn/${LEG}/1.identity.0.u.`),
  read: readBy(webhooks, (form) => webhooks.parseTurn(form)),
});

describe('who answered a call', () => {
  const answeredBy = (word?: string) =>
    webhooks.parseTurn({ CallSid: CALL_SID, ...(word && { AnsweredBy: word }) })?.answeredBy;

  it('is a person by one word alone; one that is not known is doubt', () => {
    expect(answeredBy('human')).toBe('person');
    expect(answeredBy('machine_end_beep')).toBe('machine');
    expect(answeredBy('machine_start')).toBe('machine');
    expect(answeredBy('fax')).toBe('fax');
    expect(answeredBy('unknown')).toBe('unknown');
    expect(answeredBy('somebody')).toBe('unknown');
    expect(answeredBy()).toBeNull();
  });
});

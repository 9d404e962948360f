import { describeWebhooks } from '../webhook-conformance.js';
import { ACCOUNT } from './twilio-stub.js';
import { TwilioWebhooks } from './twilio-webhooks.js';
import { readForm } from './webhook-form.js';
import { asForm, readBy, signerOf, TOKEN, unreadableOf } from './webhook-harness.js';

const webhooks = new TwilioWebhooks({
  twilio: { accountSid: ACCOUNT, authToken: TOKEN, apiUrl: 'https://api.twilio.com' },
});
const STATUS = {
  MessageSid: 'SM1',
  MessageStatus: 'delivered',
  AccountSid: ACCOUNT,
  From: 'Dunlin',
  To: '+48600000001',
};
const INBOUND = {
  MessageSid: 'SM2',
  AccountSid: ACCOUNT,
  From: '+48600000001',
  To: '+48732000000',
  Body: 'Zapłacę jutro, Anna Przykładowa',
};

describeWebhooks('Twilio’s status of a message', {
  event: { body: asForm(STATUS), fact: { sid: 'SM1', status: 'delivered', errorCode: null } },
  newer: asForm({ ...STATUS, MessageStatus: 'pondered', ChannelMood: 'sunny', 'Tags[]': 'a' }),
  unreadable: { ...unreadableOf(STATUS), 'has no status': asForm({ ...STATUS, MessageStatus: '' }) },
  personal: [STATUS.To],
  bindsAddress: true,
  bindsTime: false,
  sign: signerOf('https://d.test/webhooks/twilio/status/sms/7/0190b0b0-0000-7000-8000-000000000001/1'),
  read: readBy(webhooks, (form) => webhooks.parseStatus(form)),
});

describeWebhooks('a debtor’s text by Twilio', {
  event: { body: asForm(INBOUND), fact: { channel: 'sms', sid: 'SM2', body: INBOUND.Body } },
  newer: asForm({ ...INBOUND, OptOutType: 'PERHAPS', GeographicMatchLevel: '' }),
  unreadable: { ...unreadableOf(INBOUND), 'says nobody who wrote': asForm({ ...INBOUND, From: '' }) },
  personal: [INBOUND.From, 'Przykładowa'],
  bindsAddress: true,
  bindsTime: false,
  sign: signerOf('https://d.test/webhooks/twilio/inbound'),
  read: readBy(webhooks, (form) => webhooks.parseInbound(form)),
});

describe('Twilio’s webhooks', () => {
  it('tell a message’s status and why it failed', () => {
    const form = readForm('MessageSid=SM1&MessageStatus=Undelivered&ErrorCode=30005&To=%2B48600');
    expect(webhooks.parseStatus(form)).toEqual({ sid: 'SM1', status: 'undelivered', errorCode: '30005' });
  });

  it('tell that a message was read', () => {
    const form = readForm('MessageSid=SM1&MessageStatus=delivered&EventType=READ');
    expect(webhooks.parseStatus(form)).toMatchObject({ status: 'read' });
  });

  it('tell an answer and how Twilio understood it', () => {
    const form = readForm(
      'MessageSid=SM2&From=%2B48600000001&To=%2B4873&Body=Stop%20prosz%C4%99&OptOutType=STOP',
    );
    expect(webhooks.parseInbound(form)).toEqual({
      channel: 'sms',
      sid: 'SM2',
      from: '+48600000001',
      to: '+4873',
      body: 'Stop proszę',
      optOutType: 'STOP',
      payload: null,
    });
  });

  it('tell a tapped button of a card from a text, and its number without Twilio’s prefix', () => {
    const form = readForm(
      'MessageSid=SM3&From=rcs%3A%2B48600000001&To=rcs%3Aacme&Body=Nie&ButtonText=Nie&ButtonPayload=STOP',
    );
    expect(webhooks.parseInbound(form)).toMatchObject({
      channel: 'rcs',
      from: '+48600000001',
      to: 'rcs:acme',
      payload: 'STOP',
    });
  });
});

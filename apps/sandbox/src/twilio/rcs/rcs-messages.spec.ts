import twilio from 'twilio';
import type { PlannedAct } from '#domain';
import { DebtorBehaviour, type Contact } from '../../debtors/debtor-behaviour.js';
import { asContent, keepReminder, REMINDER } from '../../spec-support/reminder-card.js';
import { RunningSandbox, TOKEN } from '../../spec-support/running-sandbox.js';

const NUMBER = '+48500000001';
const TO = `rcs:${NUMBER}`;
const FROM = 'rcs:example_agent';
const VALUES = { '1': 'Anna', '2': '99,00 zł', phone: '+48221112233', link: 'Ab3' };

class Scripted extends DebtorBehaviour {
  readonly met: Contact[] = [];
  acts: PlannedAct[] = [];
  override reactTo(contact: Contact): PlannedAct[] {
    this.met.push(contact);
    return [{ afterMs: 4_000, action: { kind: 'deliver' } }, ...this.acts];
  }
  override atTheDoor(): null {
    return null;
  }
}

describe('RCS by the Messages API and the real SDK', () => {
  const behaviour = new Scripted();
  let sandbox: RunningSandbox;
  let contentSid: string;
  beforeEach(async () => {
    behaviour.met.length = 0;
    behaviour.acts = [];
    sandbox = await RunningSandbox.start({ behaviour });
    contentSid = await keepReminder(sandbox);
  });
  afterEach(() => sandbox.close());

  const send = (changes: object = {}, values: object = VALUES) =>
    sandbox.twilio().messages.create({
      to: TO,
      from: FROM,
      contentSid,
      contentVariables: JSON.stringify(values),
      statusCallback: `${sandbox.receiver.url}/status/leg`,
      ...changes,
    });
  const reports = () => sandbox.receiver.at('/status').map(({ form }) => form);
  const noFallback = (number: string) => sandbox.post('/sandbox/api/rcs', { number, capable: false });

  it('answers with channel and number, and the plain copy filled for a body', async () => {
    const message = await send();
    expect(message).toMatchObject({
      to: TO,
      from: FROM,
      status: 'queued',
      body: 'Dzień dobry, Anna. Do zapłaty: 99,00 zł. http://127.0.0.1:9/p/Ab3',
    });
    const listed = await sandbox.twilio().messages.list({ to: TO });
    expect(listed.map(({ sid }) => sid)).toEqual([message.sid]);
    expect(await sandbox.twilio().messages.list({ to: NUMBER })).toEqual([]);
    expect((await sandbox.twilio().messages(message.sid).fetch()).to).toBe(TO);
  });

  it('fills every gap of the card, and shows the sample for a gap left out', async () => {
    await send({}, { '1': 'Anna', link: 'Ab3' });
    const { messages } = await sandbox.get<{ messages: { card: unknown; links: string[] }[] }>(
      '/sandbox/api/messages',
    );
    expect(messages[0]?.card).toEqual({
      picture: 'http://127.0.0.1:9/pictures/reminder.png',
      title: 'Przypomnienie dla: Anna',
      body: 'Do zapłaty pozostało 120,50 zł.',
      buttons: [
        { kind: 'url', title: 'Zobacz i zapłać', url: 'http://127.0.0.1:9/p/Ab3' },
        { kind: 'phone', title: 'Zadzwoń', phone: '+48221234567' },
        { kind: 'reply', title: 'Proszę o kontakt', payload: 'CALL_ME' },
        { kind: 'reply', title: 'STOP', payload: 'STOP' },
      ],
    });
    expect(behaviour.met[0]).toMatchObject({
      channel: 'rcs',
      ordinal: 1,
      links: ['http://127.0.0.1:9/p/Ab3'],
    });
  });

  it('takes a Messaging Service for a sender, in either parameter', async () => {
    const service = `MG${'1'.repeat(32)}`;
    for (const sender of [{ from: undefined, messagingServiceSid: service }, { from: service }]) {
      expect(await send(sender)).toMatchObject({
        status: 'accepted',
        messagingServiceSid: service,
        from: 'rcs:dunlin_sandbox_agent',
      });
    }
  });

  it.each([
    ['neither body nor template', { contentSid: undefined, contentVariables: undefined }, 21619],
    ['values without a template', { contentSid: undefined, body: 'x' }, 21654],
    ['a template that nobody keeps', { contentSid: `HX${'0'.repeat(32)}` }, 21655],
    ['values that are no JSON', { contentVariables: '{1: x}' }, 21656],
    ['values that are a list', { contentVariables: '["x"]' }, 21656],
    ['an empty value', { contentVariables: '{"1":""}' }, 21656],
    ['a value that is null', { contentVariables: '{"1":null}' }, 21656],
    ['a value of two lines', { contentVariables: '{"1":"a\\nb"}' }, 21656],
    ['a value of 1,601 letters', { contentVariables: JSON.stringify({ '1': 'x'.repeat(1_601) }) }, 21658],
    ['a sender of another channel', { from: '+48732000111' }, 21910],
    ['a number of another channel', { to: NUMBER }, 21910],
    ['a number that cannot be', { to: 'rcs:+48' }, 21211],
    ['no sender', { from: undefined }, 21603],
  ])('refuses %s with Twilio’s code', async (_what, changes, code) => {
    await expect(send(changes)).rejects.toMatchObject({ status: 400, code });
    expect(behaviour.met).toEqual([]);
  });

  it('refuses a gap that neither a value nor a sample fills', async () => {
    const types = { 'twilio/text': { body: 'Dzień dobry, {{nobody}}' } };
    const { sid } = await sandbox.twilio().content.v1.contents.create(asContent({ ...REMINDER, types }));
    await expect(send({ contentSid: sid })).rejects.toMatchObject({ code: 21656 });
    await expect(send({ contentSid: sid }, { nobody: 'Ewo' })).resolves.toMatchObject({
      body: 'Dzień dobry, Ewo',
    });
  });

  it('reports sent, delivered and read, each once, with what Twilio adds for RCS', async () => {
    behaviour.acts = [
      { afterMs: 60_000, action: { kind: 'read' } },
      { afterMs: 90_000, action: { kind: 'read' } },
    ];
    const { sid } = await send();
    await sandbox.live(120_000);
    expect(reports().map((form) => form['MessageStatus'])).toEqual(['sent', 'delivered', 'read']);
    expect(reports()[1]).not.toHaveProperty('EventType');
    expect(reports()[2]).toMatchObject({
      MessageSid: sid,
      From: FROM,
      To: TO,
      ChannelPrefix: 'rcs',
      EventType: 'READ',
      SmsStatus: 'read',
    });
    expect((await sandbox.twilio().messages(sid).fetch()).status).toBe('read');
  });

  it('fails by callback where the phone takes no RCS: nothing is sent and no debtor learns of it', async () => {
    expect(await (await noFallback(NUMBER)).json()).toEqual({ number: NUMBER, capable: false });
    const { sid, status } = await send();
    expect(status).toBe('queued');
    await sandbox.live(10_000);
    expect(reports()).toEqual([
      expect.objectContaining({
        MessageStatus: 'failed',
        ErrorCode: '63036',
        ChannelPrefix: 'rcs',
        ChannelStatusMessage: 'The specified phone number cannot be reached by RCS at this time',
      }),
    ]);
    expect(await sandbox.twilio().messages(sid).fetch()).toMatchObject({
      status: 'failed',
      errorCode: 63036,
    });
    expect(behaviour.met).toEqual([]);
    // The SMS that follows is the debtor's first contact, and the answer goes by SMS.
    await sandbox.twilio().messages.create({ to: NUMBER, from: '+48732000111', body: 'Dzień dobry' });
    expect(behaviour.met).toMatchObject([{ channel: 'sms', ordinal: 1 }]);
  });

  it('fails what gaps filled up beyond what RCS shows', async () => {
    const card = { ...REMINDER.types['twilio/card'], body: '{{1}}{{1}}' };
    const types = { ...REMINDER.types, 'twilio/card': card };
    const { sid } = await sandbox.twilio().content.v1.contents.create(asContent({ ...REMINDER, types }));
    await send({ contentSid: sid }, { ...VALUES, '1': 'x'.repeat(1_001) });
    await sandbox.live(10_000);
    expect(reports()).toMatchObject([{ MessageStatus: 'failed', ErrorCode: '63021' }]);
  });

  it('a debtor taps a button: the reply says which, and on which message, signed', async () => {
    behaviour.acts = [
      { afterMs: 60_000, action: { kind: 'reply', text: 'Proszę zadzwonić', payload: 'CALL_ME' } },
      { afterMs: 70_000, action: { kind: 'reply', text: 'Nie mam pytań', payload: 'NO_SUCH_BUTTON' } },
    ];
    const { sid } = await send();
    await sandbox.live(100_000);
    const [tapped, typed] = sandbox.receiver.at('/webhooks/twilio/inbound');
    expect(tapped?.form).toMatchObject({
      From: TO,
      To: FROM,
      Body: 'Proszę o kontakt',
      ButtonText: 'Proszę o kontakt',
      ButtonPayload: 'CALL_ME',
      OriginalRepliedMessageSid: sid,
    });
    expect(typed?.form).toMatchObject({ From: TO, To: FROM, Body: 'Nie mam pytań' });
    expect(typed?.form).not.toHaveProperty('ButtonPayload');
    const signature = String(tapped?.headers['x-twilio-signature']);
    const url = `${sandbox.receiver.url}${tapped?.path}`;
    expect(twilio.validateRequest(TOKEN, signature, url, tapped?.form ?? {})).toBe(true);
  });

  it('STOP by a button ends RCS from that agent until START', async () => {
    behaviour.acts = [{ afterMs: 60_000, action: { kind: 'reply', text: 'x', payload: 'STOP' } }];
    await send();
    await sandbox.live(100_000);
    expect(sandbox.receiver.at('/webhooks/twilio/inbound')[0]?.form['OptOutType']).toBe('STOP');
    await expect(send()).rejects.toMatchObject({ code: 21610 });
  });

  it('sends the plain copy of a template by SMS, and refuses one without it', async () => {
    const sms = { to: NUMBER, from: '+48732000111' };
    expect(await send(sms)).toMatchObject({ to: NUMBER, body: expect.stringContaining('Anna') as string });
    const types = { 'twilio/card': REMINDER.types['twilio/card'] };
    const { sid } = await sandbox.twilio().content.v1.contents.create(asContent({ ...REMINDER, types }));
    await expect(send({ ...sms, contentSid: sid })).rejects.toMatchObject({ code: 21619 });
    await expect(send({ contentSid: sid })).resolves.toMatchObject({ status: 'queued' });
  });

  it('injects faults into RCS alone when told so', async () => {
    await sandbox.post('/sandbox/api/faults', { status429: 1, channels: ['rcs'] });
    await expect(send()).rejects.toMatchObject({ status: 429, code: 20429 });
    await expect(send({ to: NUMBER, from: '+48732000111' })).resolves.toMatchObject({ status: 'queued' });
    await sandbox.post('/sandbox/api/faults', { dropAnswers: 1, channels: ['rcs'] });
    await expect(send()).rejects.toThrow(/socket hang up|ECONNRESET/);
    await sandbox.post('/sandbox/api/faults', {});
    expect(await sandbox.twilio().messages.list({ to: TO })).toHaveLength(1);
  });
});

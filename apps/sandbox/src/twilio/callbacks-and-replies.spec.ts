import twilio from 'twilio';
import type { PlannedAct } from '#domain';
import { DebtorBehaviour, type Contact } from '../debtors/debtor-behaviour.js';
import { RunningSandbox, ACCOUNT, IN_ORDER, TOKEN } from '../spec-support/running-sandbox.js';
import type { ReceivedWebhook } from '../spec-support/webhook-receiver.js';

const TO = '+48500000001';
const FROM = '+48732000111';

class Scripted extends DebtorBehaviour {
  script: (contact: Contact) => PlannedAct[] = () => [{ afterMs: 4_000, action: { kind: 'deliver' } }];
  override reactTo(contact: Contact): PlannedAct[] {
    return this.script(contact);
  }
  override atTheDoor(): null {
    return null;
  }
}

describe('status callbacks and replies', () => {
  const behaviour = new Scripted();
  let sandbox: RunningSandbox;
  const start = async (disorder = IN_ORDER): Promise<RunningSandbox> =>
    (sandbox = await RunningSandbox.start({ behaviour, disorder }));
  afterEach(() => sandbox.close());

  const send = (fragment = '#rc=5&rp=all', to = TO) =>
    sandbox.twilio().messages.create({
      to,
      from: FROM,
      body: 'Zaległość: https://d.example/p/abc',
      statusCallback: `${sandbox.receiver.url}/status/7/leg?x=1${fragment}`,
    });
  const statuses = (): string[] =>
    sandbox.receiver.at('/status').map(({ form }) => form['MessageStatus'] ?? '');
  const signed = (webhook: ReceivedWebhook | undefined): boolean =>
    twilio.validateRequest(
      TOKEN,
      String(webhook?.headers['x-twilio-signature']),
      `${sandbox.receiver.url}${webhook?.path}`,
      webhook?.form ?? {},
    );

  it('reports sent and delivered, signed as Twilio signs', async () => {
    await start();
    const { sid } = await send();
    await sandbox.live(10_000);
    expect(statuses()).toEqual(['sent', 'delivered']);
    expect(sandbox.receiver.received.every(signed)).toBe(true);
    expect(sandbox.receiver.received[1]?.form).toEqual({
      AccountSid: ACCOUNT,
      ApiVersion: '2010-04-01',
      From: FROM,
      MessageSid: sid,
      MessageStatus: 'delivered',
      SmsSid: sid,
      SmsStatus: 'delivered',
      To: TO,
    });
    expect((await sandbox.twilio().messages(sid).fetch()).status).toBe('delivered');
  });

  it('names the error of a message that never arrived', async () => {
    await start();
    behaviour.script = () => [{ afterMs: 3_000, action: { kind: 'fail', code: 30003 } }];
    const { sid } = await send();
    await sandbox.live(10_000);
    expect(sandbox.receiver.received.at(-1)?.form).toMatchObject({
      MessageStatus: 'undelivered',
      ErrorCode: '30003',
    });
    expect(await sandbox.twilio().messages(sid).fetch()).toMatchObject({
      status: 'undelivered',
      errorCode: 30003,
    });
    behaviour.script = () => [{ afterMs: 4_000, action: { kind: 'deliver' } }];
  });

  it('sends callbacks out of order and twice when told to, while the resource itself stays in order', async () => {
    await start({ overtaken: 1, repeated: 1, late: 0 });
    const { sid } = await send();
    await sandbox.live(5_000);
    expect(statuses()[0]).toBe('delivered');
    await sandbox.live(120_000);
    expect(statuses().toSorted()).toEqual(['delivered', 'delivered', 'sent', 'sent']);
    const tokens = sandbox.receiver.received.map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(new Set(tokens).size).toBe(2);
    expect((await sandbox.twilio().messages(sid).fetch()).status).toBe('delivered');
  });

  it('retries a failed callback only as the fragment asks, under one idempotency token', async () => {
    await start();
    let failures = 2;
    sandbox.receiver.answer = () => ({ status: failures-- > 0 ? 503 : 204 });
    await send();
    await sandbox.live(1_000);
    expect(statuses()).toEqual(['sent', 'sent', 'sent']);
    expect(
      new Set(sandbox.receiver.received.map((one) => one.headers['i-twilio-idempotency-token'])).size,
    ).toBe(1);
    failures = 1;
    await send('', '+48500000009');
    await sandbox.live(1_000);
    expect(sandbox.receiver.received.filter(({ form }) => form['To'] === '+48500000009')).toHaveLength(1);
  });

  it('posts a STOP, then refuses the recipient until a START', async () => {
    await start();
    await send();
    await sandbox.live(10_000);
    const reply = (text: string) =>
      fetch(`${sandbox.url}/sandbox/reply`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ number: TO, text }),
      });
    expect((await reply(' Stop ')).status).toBe(303);
    await sandbox.idle();
    const inbound = sandbox.receiver.at('/webhooks/twilio/inbound')[0];
    expect(inbound?.form).toMatchObject({
      From: TO,
      To: FROM,
      Body: 'Stop',
      NumMedia: '0',
      OptOutType: 'STOP',
    });
    expect(signed(inbound)).toBe(true);
    await expect(send()).rejects.toMatchObject({ status: 400, code: 21610 });
    await reply('please do not stop');
    await expect(send()).rejects.toMatchObject({ code: 21610 });
    await reply('START');
    await expect(send()).resolves.toMatchObject({ status: 'queued' });
  });

  it('lets nobody answer a sender that is a name', async () => {
    await start();
    await sandbox.twilio().messages.create({ to: TO, from: 'DUNLIN', body: 'Hello' });
    const answer = await fetch(`${sandbox.url}/sandbox/reply`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ number: TO, text: 'STOP' }),
    });
    expect(answer.headers.get('location')).toContain('note=unanswerable');
    expect(sandbox.receiver.at('/webhooks/twilio/inbound')).toHaveLength(0);
  });
});

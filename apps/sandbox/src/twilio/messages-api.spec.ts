import { RunningSandbox, ACCOUNT } from '../spec-support/running-sandbox.js';

const TO = '+48500000001';
const FROM = '+48732000111';

describe('the messages API, by the real SDK', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start();
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.post('/sandbox/api/reset', {});
  });

  it('answers a create with the whole resource, in machine time', async () => {
    const before = Date.now();
    const message = await sandbox
      .twilio()
      .messages.create({ to: TO, from: FROM, body: 'Dzień dobry, to my.' });
    expect(message).toMatchObject({
      accountSid: ACCOUNT,
      apiVersion: '2010-04-01',
      body: 'Dzień dobry, to my.',
      direction: 'outbound-api',
      errorCode: null,
      from: FROM,
      messagingServiceSid: null,
      numMedia: '0',
      numSegments: '1',
      priceUnit: 'USD',
      status: 'queued',
      to: TO,
    });
    expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(message.uri).toBe(`/2010-04-01/Accounts/${ACCOUNT}/Messages/${message.sid}.json`);
    expect(Math.abs(message.dateCreated.getTime() - before)).toBeLessThan(5_000);
  });

  it('counts segments as the network does: one Polish letter leaves GSM-7', async () => {
    const plain = await sandbox.twilio().messages.create({ to: TO, from: FROM, body: 'z'.repeat(160) });
    const polish = await sandbox
      .twilio()
      .messages.create({ to: TO, from: FROM, body: `ż${'z'.repeat(159)}` });
    expect([plain.numSegments, polish.numSegments]).toEqual(['1', '3']);
  });

  it.each([
    ['no recipient', { From: FROM, Body: 'x' }, 21604],
    ['an impossible recipient', { To: '+48', From: FROM, Body: 'x' }, 21211],
    ['no sender', { To: TO, Body: 'x' }, 21603],
    ['an impossible sender', { To: TO, From: 'a sender far too long', Body: 'x' }, 21212],
    ['no body', { To: TO, From: FROM }, 21602],
    ['a body too long', { To: TO, From: FROM, Body: 'x'.repeat(1601) }, 21617],
    ['a validity out of range', { To: TO, From: FROM, Body: 'x', ValidityPeriod: '36001' }, 20001],
    ['a callback that is no address', { To: TO, From: FROM, Body: 'x', StatusCallback: 'nowhere' }, 21609],
    ['the magic number of a landline', { To: '+15005550009', From: FROM, Body: 'x' }, 21614],
  ])('refuses %s with Twilio’s code', async (_what, form, code) => {
    const answer = await fetch(`${sandbox.url}/sandbox/twilio/2010-04-01/Accounts/${ACCOUNT}/Messages.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${ACCOUNT}:token-of-a-test`)}` },
      body: new URLSearchParams(form),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code,
      status: 400,
      more_info: `https://www.twilio.com/docs/errors/${code}`,
    });
  });

  it('lets nobody in with a wrong token', async () => {
    const attempt = sandbox.twilio('wrong').messages.create({ to: TO, from: FROM, body: 'x' });
    await expect(attempt).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  it('knows its own messages and no others', async () => {
    const client = sandbox.twilio();
    const { sid } = await client.messages.create({ to: TO, from: FROM, body: 'once' });
    expect((await client.messages(sid).fetch()).body).toBe('once');
    await expect(client.messages(`SM${'a'.repeat(32)}`).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
  });

  it('pages through a list newest first, complete and without repeats while messages arrive', async () => {
    const client = sandbox.twilio();
    for (let number = 0; number < 7; number++)
      await client.messages.create({ to: TO, from: FROM, body: `no ${number}` });
    await client.messages.create({ to: '+48500000002', from: FROM, body: 'for another' });

    const first = await client.messages.page({ to: TO, pageSize: 3 });
    await client.messages.create({ to: TO, from: FROM, body: 'late' });
    const second = await first.nextPage();
    const third = await second?.nextPage();

    const bodies = [first, second, third].flatMap((page) => page?.instances.map(({ body }) => body) ?? []);
    expect(bodies).toEqual(['no 6', 'no 5', 'no 4', 'no 3', 'no 2', 'no 1', 'no 0']);
    expect(third?.nextPage()).toBeUndefined();
    expect(await client.messages.list({ to: TO, pageSize: 3 })).toHaveLength(8);
  });

  it('finds a message by recipient before the network has taken it, and by no day of sending', async () => {
    const client = sandbox.twilio();
    await client.messages.create({ to: TO, from: FROM, body: 'just now' });
    const day = 86_400_000;
    const around = { dateSentAfter: new Date(Date.now() - day), dateSentBefore: new Date(Date.now() + day) };
    expect(await client.messages.list({ to: TO })).toHaveLength(1);
    expect(await client.messages.list({ to: TO, ...around })).toHaveLength(0);
    expect(await client.messages.list({ to: TO, dateSent: new Date(Date.now() - 3 * day) })).toHaveLength(0);
    expect(await client.messages.list({ to: TO, dateSentAfter: new Date(Date.now() + day) })).toHaveLength(0);
  });

  it('cancels what is only scheduled, blanks and deletes, and the phone keeps what it received', async () => {
    const client = sandbox.twilio();
    const scheduled = await client.messages.create({
      to: TO,
      messagingServiceSid: `MG${'1'.repeat(32)}`,
      body: 'later',
      scheduleType: 'fixed',
      sendAt: new Date(sandbox.clock.now() + 3_600_000),
    });
    expect(scheduled.status).toBe('scheduled');
    expect((await client.messages(scheduled.sid).update({ status: 'canceled' })).status).toBe('canceled');
    const sent = await client.messages.create({ to: TO, from: FROM, body: 'secret' });
    await expect(client.messages(sent.sid).update({ status: 'canceled' })).rejects.toMatchObject({
      code: 30409,
    });
    expect((await client.messages(sent.sid).update({ body: '' })).body).toBe('');
    expect(await client.messages(sent.sid).remove()).toBe(true);
    await expect(client.messages(sent.sid).fetch()).rejects.toMatchObject({ status: 404 });
    expect(await sandbox.page(`/sandbox?c=${encodeURIComponent(TO)}`)).toContain('secret');
  });

  it('injects faults on order and tells how many', async () => {
    const client = sandbox.twilio();
    await sandbox.post('/sandbox/api/faults', { status429: 1 });
    await expect(client.messages.create({ to: TO, from: FROM, body: 'x' })).rejects.toMatchObject({
      status: 429,
      code: 20429,
    });
    await sandbox.post('/sandbox/api/faults', { dropAnswers: 1 });
    await expect(client.messages.create({ to: TO, from: FROM, body: 'taken in' })).rejects.toThrow(
      /socket hang up|ECONNRESET/,
    );
    expect(await sandbox.get('/sandbox/api/faults')).toMatchObject({ injected: { drop: 1 } });
    await sandbox.post('/sandbox/api/faults', {});
    expect((await client.messages.list({ to: TO })).map(({ body }) => body)).toEqual(['taken in']);
  });
});

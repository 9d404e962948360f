import { RunningSandbox, ACCOUNT, TOKEN } from '../spec-support/running-sandbox.js';

const TO = '+48500000001';
const FROM = '+48221002003';
const HELLO = '<Response><Say>Dzień dobry</Say></Response>';

describe('the calls API, by the real SDK', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start();
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.post('/sandbox/api/reset', {});
  });

  const call = (changes = {}) =>
    sandbox.twilio().calls.create({ to: TO, from: FROM, twiml: HELLO, ...changes });
  const raw = (form: Record<string, string> | [string, string][], path = 'Calls.json') =>
    fetch(`${sandbox.url}/sandbox/twilio/2010-04-01/Accounts/${ACCOUNT}/${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` },
      body: new URLSearchParams(form),
    });

  it('answers a create with the whole resource, in machine time', async () => {
    const before = Date.now();
    const made = await call();
    expect(made.toJSON()).toMatchObject({
      accountSid: ACCOUNT,
      answeredBy: null,
      apiVersion: '2010-04-01',
      callerName: null,
      direction: 'outbound-api',
      duration: null,
      endTime: null,
      forwardedFrom: null,
      from: FROM,
      fromFormatted: FROM,
      groupSid: null,
      parentCallSid: null,
      phoneNumberSid: null,
      price: null,
      priceUnit: 'USD',
      queueTime: '0',
      startTime: null,
      status: 'queued',
      to: TO,
      toFormatted: TO,
      trunkSid: null,
    });
    expect(made.sid).toMatch(/^CA[0-9a-f]{32}$/);
    expect(made.uri).toBe(`/2010-04-01/Accounts/${ACCOUNT}/Calls/${made.sid}.json`);
    expect(Object.keys(made.subresourceUris)).toContain('recordings');
    expect(Math.abs(made.dateCreated.getTime() - before)).toBeLessThan(5_000);
    expect(Object.values(made.toJSON() as object)).not.toContain(undefined);
  });

  it.each<[string, Record<string, string>, number]>([
    ['nobody to call', { From: FROM, Twiml: HELLO }, 21201],
    ['nobody who calls', { To: TO, Twiml: HELLO }, 21213],
    ['an impossible number', { To: '+48', From: FROM, Twiml: HELLO }, 21211],
    ['a name that calls', { To: TO, From: 'DUNLIN', Twiml: HELLO }, 21212],
    ['nothing to say', { To: TO, From: FROM }, 21205],
    ['an address that is none', { To: TO, From: FROM, Url: 'nowhere' }, 21205],
    ['a callback that is none', { To: TO, From: FROM, Twiml: HELLO, StatusCallback: 'nowhere' }, 21609],
    ['too much to say', { To: TO, From: FROM, Twiml: 'x'.repeat(4_001) }, 20001],
    ['a method of its own', { To: TO, From: FROM, Url: 'https://d.example/', Method: 'PUT' }, 20001],
    ['ringing for too long', { To: TO, From: FROM, Twiml: HELLO, Timeout: '601' }, 20001],
    ['a detection of its own', { To: TO, From: FROM, Twiml: HELLO, MachineDetection: 'Guess' }, 20001],
    ['the magic number that is not valid', { To: '+15005550001', From: FROM, Twiml: HELLO }, 21217],
    ['the magic number out of reach', { To: '+15005550002', From: FROM, Twiml: HELLO }, 21214],
  ])('refuses %s with Twilio’s code', async (_what, form, code) => {
    const answer = await raw(form);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code, status: 400 });
  });

  it('lets nobody in with a wrong token, and knows its own calls alone', async () => {
    const stranger = sandbox.twilio('wrong').calls.create({ to: TO, from: FROM, twiml: HELLO });
    await expect(stranger).rejects.toMatchObject({ status: 401, code: 20003 });
    const unknown = sandbox.twilio().calls(`CA${'0'.repeat(32)}`);
    await expect(unknown.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it('lists newest first, by number, status and time, over pages', async () => {
    const client = sandbox.twilio();
    const today = new Date();
    const sids: string[] = [];
    for (let index = 0; index < 5; index++) sids.unshift((await call()).sid);
    const other = await call({ to: '+48500000002' });
    expect((await client.calls.list({ to: TO, pageSize: 2 })).map(({ sid }) => sid)).toEqual(sids);
    expect((await client.calls.list({ to: TO, limit: 3, pageSize: 2 })).map(({ sid }) => sid)).toEqual(
      sids.slice(0, 3),
    );
    expect((await client.calls.list({ status: 'queued' })).length).toBe(6);
    expect(await client.calls.list({ status: 'ringing' })).toEqual([]);
    expect(await client.calls.list({ parentCallSid: other.sid })).toEqual([]);
    const tomorrow = new Date(today.getTime() + 86_400_000);
    expect(await client.calls.list({ startTimeAfter: tomorrow })).toEqual([]);
    expect((await client.calls.list({ startTimeAfter: today, to: other.to })).length).toBe(1);
    expect(await client.calls.list({ endTimeBefore: tomorrow })).toEqual([]);
  });

  it('cancels what has not been answered, and forgets nothing that goes on', async () => {
    const made = sandbox.twilio().calls((await call()).sid);
    await expect(made.update({ twiml: HELLO })).rejects.toMatchObject({ code: 21220 });
    await expect(made.remove()).rejects.toMatchObject({ status: 409, code: 20009 });
    expect((await made.update({ status: 'canceled' })).status).toBe('canceled');
    await expect(made.update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 });
    await sandbox.live(60_000);
    expect((await made.fetch()).status).toBe('canceled');
    expect(await made.remove()).toBe(true);
    await expect(made.fetch()).rejects.toMatchObject({ code: 20404 });
  });

  it('meets the faults that a test asks for, under the name of voice', async () => {
    await sandbox.post('/sandbox/api/faults', { status429: 1, channels: ['voice'] });
    await expect(call()).rejects.toMatchObject({ status: 429, code: 20429 });
    await expect(sandbox.twilio().messages.create({ to: TO, from: FROM, body: 'x' })).resolves.toBeDefined();
    await sandbox.post('/sandbox/api/faults', { status500: 1, storedDespite500: 1, channels: ['voice'] });
    await expect(call()).rejects.toMatchObject({ status: 500 });
    await sandbox.post('/sandbox/api/faults', { dropAnswers: 1, channels: ['voice'] });
    await expect(raw({ To: TO, From: FROM, Twiml: HELLO })).rejects.toThrow('fetch failed');
    await sandbox.post('/sandbox/api/faults', {});
    expect((await sandbox.twilio().calls.list({ to: TO })).length).toBe(2);
  });

  it('rings out where nobody is and nobody is modelled', async () => {
    const { sid } = await call({ timeout: 20 });
    await sandbox.live(10_000);
    expect((await sandbox.twilio().calls(sid).fetch()).status).toBe('ringing');
    await sandbox.live(20_000);
    const over = await sandbox.twilio().calls(sid).fetch();
    expect(over).toMatchObject({ status: 'no-answer', duration: null });
    expect(over.startTime).toBeInstanceOf(Date);
  });
});

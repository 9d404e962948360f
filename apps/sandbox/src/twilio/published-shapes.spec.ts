import type { z } from 'zod';
import { keepReminder } from '../spec-support/reminder-card.js';
import {
  approvalShape,
  callShape,
  contentShape,
  errorShape,
  listShape,
  lookUpShape,
  messageShape,
  metaShape,
} from '../spec-support/published-shapes.js';
import { ACCOUNT, RunningSandbox, TOKEN } from '../spec-support/running-sandbox.js';

const TO = '+48500000001';
const FROM = '+48732000111';
const SERVICE = `MG${'1'.repeat(32)}`;
const OF_ACCOUNT = `/2010-04-01/Accounts/${ACCOUNT}`;

/** As the SDK writes the names of fields. */
const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const fieldsOf = (shape: z.ZodObject): string[] => Object.keys(shape.shape).map(camel).sort();
const known = (instance: { toJSON(): object }): string[] => Object.keys(instance.toJSON()).sort();

describe('what the sandbox answers in Twilio’s place', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start();
  });
  afterAll(() => sandbox.close());

  const ask = (path: string, init: RequestInit = {}, token = TOKEN): Promise<Response> =>
    fetch(`${sandbox.url}/sandbox/twilio${path}`, {
      ...init,
      headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${token}`)}`, ...init.headers },
    });
  const get = async (path: string): Promise<unknown> => (await ask(path)).json();
  const post = async (path: string, form: Record<string, string>): Promise<unknown> =>
    (await ask(path, { method: 'POST', body: new URLSearchParams(form) })).json();

  it('has the fields that the SDK reads, each and no other', async () => {
    const client = sandbox.twilio();
    const message = await client.messages.create({ to: TO, from: FROM, body: 'x' });
    const call = await client.calls.create({ to: TO, from: FROM, twiml: '<Response/>' });
    const content = await client.content.v1.contents(await keepReminder(sandbox)).fetch();
    const approval = await client.content.v1.contents(content.sid).approvalFetch().fetch();
    const number = await client.lookups.v2.phoneNumbers(TO).fetch();
    expect(fieldsOf(messageShape)).toEqual(known(message));
    expect(fieldsOf(callShape)).toEqual(known(call));
    expect(fieldsOf(contentShape)).toEqual(known(content));
    expect(fieldsOf(approvalShape)).toEqual(known(approval));
    expect(fieldsOf(lookUpShape)).toEqual(known(number));
  });

  it.each([
    ['a number', { From: FROM, Body: 'Zażółć' }],
    ['a name', { From: 'Dunlin', Body: 'x' }],
    ['a service', { MessagingServiceSid: SERVICE, Body: 'x' }],
    [
      'a service, later',
      { MessagingServiceSid: SERVICE, Body: 'x', ScheduleType: 'fixed', SendAt: '2030-01-01T00:00:00Z' },
    ],
  ])('is a message in full, from %s, at once and once it went out', async (_, form) => {
    const made = messageShape.parse(await post(`${OF_ACCOUNT}/Messages.json`, { To: TO, ...form }));
    await sandbox.live(120_000);
    const later = messageShape.parse(await get(`${OF_ACCOUNT}/Messages/${made.sid}.json`));
    expect(later.date_created).toBe(made.date_created);
  });

  it('counts no segments of a message whose sender a service has yet to choose', async () => {
    const form = { To: TO, MessagingServiceSid: SERVICE, Body: 'x'.repeat(200) };
    const made = messageShape.parse(await post(`${OF_ACCOUNT}/Messages.json`, form));
    expect(made).toMatchObject({ status: 'accepted', num_segments: '0' });
    await sandbox.live(60_000);
    const sent = messageShape.parse(await get(`${OF_ACCOUNT}/Messages/${made.sid}.json`));
    expect(sent.num_segments).toBe('2');
  });

  it('is a card in full, delivered or not', async () => {
    const form = { From: 'rcs:nordkredyt', ContentSid: await keepReminder(sandbox) };
    for (const capable of [true, false]) {
      const number = capable ? '+48500000071' : '+48500000072';
      await sandbox.post('/sandbox/api/rcs', { number, capable });
      const sent = await post(`${OF_ACCOUNT}/Messages.json`, { To: `rcs:${number}`, ...form });
      const made = messageShape.parse(sent);
      await sandbox.live(120_000);
      const later = messageShape.parse(await get(`${OF_ACCOUNT}/Messages/${made.sid}.json`));
      expect(later.error_code === null).toBe(capable);
      expect(later.error_message === null).toBe(capable);
    }
  });

  it('is a call in full, at once and once it is over', async () => {
    const form = {
      To: TO,
      From: FROM,
      Twiml: '<Response><Say>x</Say></Response>',
      MachineDetection: 'Enable',
    };
    const made = callShape.parse(await post(`${OF_ACCOUNT}/Calls.json`, form));
    await sandbox.live(300_000);
    callShape.parse(await get(`${OF_ACCOUNT}/Calls/${made.sid}.json`));
  });

  it('lists in pages that say where the others are', async () => {
    for (let made = 0; made < 3; made += 1) {
      await post(`${OF_ACCOUNT}/Messages.json`, { To: TO, From: FROM, Body: 'x' });
      await post(`${OF_ACCOUNT}/Calls.json`, { To: TO, From: FROM, Twiml: '<Response/>' });
      await keepReminder(sandbox);
    }
    for (const page of ['PageSize=1&Page=0', 'PageSize=100']) {
      listShape('messages', messageShape).parse(await get(`${OF_ACCOUNT}/Messages.json?${page}`));
      listShape('calls', callShape).parse(await get(`${OF_ACCOUNT}/Calls.json?${page}`));
      const { contents, meta } = (await get(`/v1/Content?${page}`)) as { contents: unknown[]; meta: unknown };
      for (const content of contents) contentShape.parse(content);
      expect(metaShape.parse(meta).key).toBe('contents');
    }
  });

  it('is a template in full, and that nobody has submitted it anywhere', async () => {
    const sid = await keepReminder(sandbox);
    const { links } = contentShape.parse(await get(`/v1/Content/${sid}`));
    expect(links.approval_fetch).toBe(`${sandbox.url}/sandbox/twilio/v1/Content/${sid}/ApprovalRequests`);
    const approval = approvalShape.parse(await get(`/v1/Content/${sid}/ApprovalRequests`));
    expect(approval.whatsapp).toMatchObject({ status: 'unsubmitted', rejection_reason: '' });
  });

  it.each([
    TO,
    '+48221234567',
    '+48501',
    '+485010000022222',
    '+48999999999',
    'nobody',
    '501000002?CountryCode=XX',
  ])('is a look-up in full: %s', async (number) => {
    const [path, query] = number.split('?');
    for (const fields of ['', 'Fields=line_type_intelligence', 'Fields=caller_name'])
      lookUpShape.parse(await get(`/v2/PhoneNumbers/${path}?${[query, fields].filter(Boolean).join('&')}`));
  });

  it.each<[string, number, number, () => Promise<Response>]>([
    ['a wrong token', 401, 20003, () => ask(`${OF_ACCOUNT}/Messages.json`, {}, 'wrong')],
    ['another account', 401, 20003, () => ask(`/2010-04-01/Accounts/AC${'9'.repeat(32)}/Messages.json`)],
    ['an unknown message', 404, 20404, () => ask(`${OF_ACCOUNT}/Messages/SM${'9'.repeat(32)}.json`)],
    ['an unknown call', 404, 20404, () => ask(`${OF_ACCOUNT}/Calls/CA${'9'.repeat(32)}.json`)],
    ['an unknown template', 404, 20404, () => ask(`/v1/Content/HX${'9'.repeat(32)}`)],
    ['its approval', 404, 20404, () => ask(`/v1/Content/HX${'9'.repeat(32)}/ApprovalRequests`)],
    ['an empty request', 400, 21604, () => ask(`${OF_ACCOUNT}/Messages.json`, { method: 'POST' })],
    ['a page that is none', 400, 20001, () => ask(`${OF_ACCOUNT}/Messages.json?PageSize=none`)],
    [
      'a template that is none',
      400,
      20001,
      () =>
        ask('/v1/Content', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '[]',
        }),
    ],
  ])('refuses in Twilio’s shape: %s', async (_, status, code, request) => {
    const answer = await request();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(errorShape.parse(await answer.json())).toMatchObject({ code, status });
  });

  it.each([
    [{ status429: 1 }, 429, 20429],
    [{ status500: 1, storedDespite500: 0 }, 500, 20500],
  ])('fails on order in Twilio’s shape: %j', async (faults, status, code) => {
    await sandbox.post('/sandbox/api/faults', faults);
    for (const path of [`${OF_ACCOUNT}/Messages.json`, `${OF_ACCOUNT}/Calls.json`]) {
      const answer = await ask(path);
      expect(answer.status).toBe(status);
      expect(errorShape.parse(await answer.json())).toMatchObject({ code, status });
    }
    await sandbox.post('/sandbox/api/faults', {});
  });
});

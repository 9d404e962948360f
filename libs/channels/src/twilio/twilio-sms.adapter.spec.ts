import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeChannelAdapter, type ConformanceHarness, type ProviderMood } from '../conformance.js';
import { TwilioSmsAdapter, type TwilioSmsOptions } from './twilio-sms.adapter.js';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const SID = `SM${'a'.repeat(32)}`;

const SUBMISSION = {
  shard: 7,
  messageId: '0190b0b0-0000-7000-8000-000000000001',
  legNo: 1,
  attemptId: '0190b0b0-0000-7000-8000-000000000002',
  to: '+48600000001',
  from: 'Dunlin',
  body: 'Zażółć: https://d.test/p/0abcdefghijklm & więcej',
  link: 'https://d.test/p/0abcdefghijklm',
  validitySeconds: 3600,
};

interface Received {
  method: string;
  url: string;
  authorization: string;
  form: URLSearchParams;
}

/** Speaks as much of Twilio's messages API as these tests need. */
class TwilioStub {
  mood: ProviderMood = 'accepts';
  readonly received: Received[] = [];
  taken = 0;
  pages: object[][] = [];
  private server: Server | undefined;

  async listen(port = 0): Promise<string> {
    const server = createServer((request, response) => void this.answer(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const { method = '', url = '', headers } = request;
    this.received.push({ method, url, authorization: headers.authorization ?? '', form });
    if (method === 'GET') return this.list(response, url);
    const error = (status: number, code: number) =>
      send(response, status, { code, message: `about ${form.get('To')}`, more_info: '', status });
    if (this.mood === 'throttles') return error(429, 20429);
    if (this.mood === 'refuses') return error(400, 21211);
    this.taken += 1;
    if (this.mood === 'fails') return error(500, 20500);
    if (this.mood === 'drops-the-answer') return void response.destroy();
    if (this.mood === 'falls-silent') return;
    if (this.mood === 'talks-nonsense') return void response.writeHead(201).end('<html>');
    send(response, 201, { sid: SID, status: 'queued', body: form.get('Body') });
  }

  private list(response: ServerResponse, url: string): void {
    if (this.mood === 'fails') return send(response, 503, { code: 20503, status: 503 });
    const page = Number(new URL(url, 'http://x').searchParams.get('Page') ?? 0);
    const more = page + 1 < this.pages.length;
    const next = more ? `/2010-04-01/Accounts/${ACCOUNT}/Messages.json?Page=${page + 1}` : null;
    send(response, 200, { messages: this.pages[page] ?? [], page, next_page_uri: next });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '3' });
  response.end(JSON.stringify(body));
}

function adapterFor(apiUrl: string, options: TwilioSmsOptions = {}): TwilioSmsAdapter {
  const twilio = { accountSid: ACCOUNT, authToken: 'token', apiUrl };
  return new TwilioSmsAdapter({ twilio, publicUrl: 'https://d.test' }, { answerTimeoutMs: 400, ...options });
}

async function harness(): Promise<ConformanceHarness> {
  const stub = new TwilioStub();
  const url = await stub.listen();
  const adapter = adapterFor(`${url}/sandbox/twilio`);
  let open = true;
  return {
    adapter,
    taken: () => stub.taken,
    turn: async (mood) => {
      stub.mood = mood;
      if (mood === 'is-down' && open) await stub.close();
      open = mood !== 'is-down';
    },
    close: async () => {
      if (open) await stub.close();
      await adapter.destroy();
    },
  };
}

describeChannelAdapter('Twilio SMS', SUBMISSION, harness);

describe('Twilio SMS', () => {
  let stub: TwilioStub;
  let url: string;
  let adapter: TwilioSmsAdapter;
  beforeEach(async () => {
    stub = new TwilioStub();
    url = await stub.listen();
    adapter = adapterFor(`${url}/sandbox/twilio`);
  });
  afterEach(async () => {
    await stub.close();
    await adapter.destroy();
  });

  it('hands over the text, the sender, the validity and a callback address that names the leg', async () => {
    await adapter.submit(SUBMISSION);
    const [request] = stub.received;
    expect(request?.url).toBe(`/sandbox/twilio/2010-04-01/Accounts/${ACCOUNT}/Messages.json`);
    expect(request?.authorization).toBe(`Basic ${Buffer.from(`${ACCOUNT}:token`).toString('base64')}`);
    expect(Object.fromEntries(request?.form ?? [])).toEqual({
      To: '+48600000001',
      From: 'Dunlin',
      Body: SUBMISSION.body,
      ValidityPeriod: '3600',
      StatusCallback: `https://d.test/webhooks/twilio/status/7/${SUBMISSION.messageId}/1#rc=5&rp=all`,
    });
  });

  it('sends through a Messaging Service when the sender is one', async () => {
    await adapter.submit({ ...SUBMISSION, from: `MG${'b'.repeat(32)}` });
    expect(stub.received[0]?.form.get('MessagingServiceSid')).toMatch(/^MG/);
    await adapter.submit({ ...SUBMISSION, from: 'MG Bank' });
    expect(stub.received[1]?.form.get('From')).toBe('MG Bank');
    expect(stub.received[0]?.form.has('From')).toBe(false);
  });

  it('passes on how long Twilio asks to be left alone', async () => {
    stub.mood = 'throttles';
    const expected = { outcome: 'refused', code: '20429', retry: 'later', retryAfterMs: 3000 };
    expect(await adapter.submit(SUBMISSION)).toEqual(expected);
  });

  it('keeps a message that was refused for our credentials until they are put right', async () => {
    const refusing = createServer((_request, response) => send(response, 401, { code: 20003, status: 401 }));
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
    const other = adapterFor(`http://127.0.0.1:${(refusing.address() as AddressInfo).port}`);
    const expected = { outcome: 'refused', code: '20003', retry: 'later' };
    expect(await other.submit(SUBMISSION)).toEqual(expected);
    await other.destroy();
    refusing.closeAllConnections();
    await new Promise((resolve) => refusing.close(resolve));
  });

  it('finds a submission by its link on a later page, and not by a longer link that begins alike', async () => {
    const longer = { sid: 'SM-longer', body: `${SUBMISSION.link}n`, status: 'sent' };
    const ours = { sid: SID, body: SUBMISSION.body, status: 'undelivered', error_code: 30005 };
    stub.pages = [[longer], [ours]];
    const query = { to: SUBMISSION.to, link: SUBMISSION.link, committedAt: Date.UTC(2026, 10, 22, 23, 59) };
    const expected = { found: true, providerRef: SID, status: 'undelivered', errorCode: '30005' };
    expect(await adapter.lookUp(query)).toEqual(expected);
    const first = new URL(stub.received[0]?.url ?? '', 'http://x').searchParams;
    expect(first.get('To')).toBe(SUBMISSION.to);
    // A message in Twilio's queue has no day of sending yet: a filter by it would call it lost.
    expect([...first.keys()].filter((name) => name.startsWith('DateSent'))).toEqual([]);
  });

  it('looks back no further than a day before the submission', async () => {
    const older = { sid: 'SM-old', body: 'of last week', date_created: 'Sun, 15 Nov 2026 10:00:00 +0000' };
    stub.pages = [[older], [{ sid: SID, body: SUBMISSION.body, status: 'sent' }]];
    const query = { to: SUBMISSION.to, link: SUBMISSION.link, committedAt: Date.UTC(2026, 10, 22, 23, 59) };
    expect(await adapter.lookUp(query)).toEqual({ found: false });
  });

  it('tells a look-up that found nothing from one that could not be made', async () => {
    const query = { to: SUBMISSION.to, link: SUBMISSION.link, committedAt: Date.now() };
    stub.pages = [[]];
    expect(await adapter.lookUp(query)).toEqual({ found: false });
    stub.mood = 'fails';
    expect(await adapter.lookUp(query)).toEqual({ found: null, code: '20503' });
  });

  it('serves with the SDK’s own client as well, for comparison', async () => {
    const stock = adapterFor(`${url}/sandbox/twilio`, { httpClient: 'stock' });
    expect(await stock.submit(SUBMISSION)).toMatchObject({ outcome: 'accepted', providerRef: SID });
    stub.mood = 'throttles';
    expect(await stock.submit(SUBMISSION)).toMatchObject({ outcome: 'refused', retry: 'later' });
  });
});

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeChannelAdapter, type ConformanceHarness, type ProviderMood } from '../conformance.js';
import { callTwiml } from './call-twiml.js';
import { TwilioCallWebhooks } from './call-webhooks.js';
import { TwilioVoiceAdapter } from './twilio-voice.adapter.js';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const SID = `CA${'a'.repeat(32)}`;
const MESSAGE = '0190b0b0-0000-7000-8000-000000000001';

const SUBMISSION = {
  shard: 7,
  messageId: MESSAGE,
  legNo: 1,
  attemptId: '0190b0b0-0000-7000-8000-000000000002',
  to: '+48600000001',
  from: '+48223000000',
  body: 'not for a call',
  link: 'https://d.test/p/0abcdefghijklm',
  validitySeconds: 3600,
};

interface Received {
  method: string;
  url: string;
  form: URLSearchParams;
}

/** Speaks as much of Twilio's calls API as these tests need. */
class CallsStub {
  mood: ProviderMood = 'accepts';
  readonly received: Received[] = [];
  taken = 0;
  calls: object[] = [];
  private server: Server | undefined;

  async listen(): Promise<string> {
    const server = createServer((request, response) => void this.answer(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
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
    const { method = '', url = '' } = request;
    this.received.push({ method, url, form });
    const error = (status: number, code: number) =>
      send(response, status, { code, message: `about ${form.get('To')}`, more_info: '', status });
    if (method === 'GET') {
      if (this.mood === 'fails') return error(503, 20503);
      return send(response, 200, { calls: this.calls, page: 0, next_page_uri: null });
    }
    if (this.mood === 'throttles') return error(429, 20429);
    if (this.mood === 'refuses') return error(400, 21211);
    this.taken += 1;
    if (this.mood === 'fails') return error(500, 20500);
    if (this.mood === 'drops-the-answer') return void response.destroy();
    if (this.mood === 'falls-silent') return;
    if (this.mood === 'talks-nonsense') return void response.writeHead(201).end('<html>');
    send(response, 201, { sid: SID, status: 'queued' });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '3' });
  response.end(JSON.stringify(body));
}

function adapterFor(apiUrl: string): TwilioVoiceAdapter {
  const twilio = { accountSid: ACCOUNT, authToken: 'token', apiUrl };
  return new TwilioVoiceAdapter({ twilio, publicUrl: 'https://d.test' }, { answerTimeoutMs: 400 });
}

async function harness(): Promise<ConformanceHarness> {
  const stub = new CallsStub();
  const adapter = adapterFor(`${await stub.listen()}/sandbox/twilio`);
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

describeChannelAdapter('Twilio calls', SUBMISSION, harness);

describe('Twilio calls', () => {
  let stub: CallsStub;
  let adapter: TwilioVoiceAdapter;
  beforeEach(async () => {
    stub = new CallsStub();
    adapter = adapterFor(`${await stub.listen()}/sandbox/twilio`);
  });
  afterEach(async () => {
    await stub.close();
    await adapter.destroy();
  });

  it('ask for the first turn and for the end at addresses that name the leg, and who has answered', async () => {
    await adapter.submit(SUBMISSION);
    const [request] = stub.received;
    expect(request?.url).toBe(`/sandbox/twilio/2010-04-01/Accounts/${ACCOUNT}/Calls.json`);
    expect(request?.form.getAll('StatusCallbackEvent')).toEqual(['initiated', 'ringing', 'completed']);
    expect(Object.fromEntries(request?.form ?? [])).toMatchObject({
      To: '+48600000001',
      From: '+48223000000',
      Url: `https://d.test/webhooks/twilio/voice/turn/7/${MESSAGE}/1/start#rc=2&rt=5000&rp=all`,
      StatusCallback: `https://d.test/webhooks/twilio/voice/status/7/${MESSAGE}/1#rc=5&rp=all`,
      MachineDetection: 'DetectMessageEnd',
      Timeout: '25',
    });
    expect(request?.form.has('AsyncAmd')).toBe(false);
  });

  it('are not made with less than a minute of the hours left, nor without a number to call from', async () => {
    expect(await adapter.submit({ ...SUBMISSION, validitySeconds: 59 })).toEqual({
      outcome: 'refused',
      code: 'window-closing',
      retry: 'later',
      retryAfterMs: 59_000,
    });
    const nameless = { outcome: 'refused', code: 'no-caller-number', retry: 'never' };
    expect(await adapter.submit({ ...SUBMISSION, from: 'Dunlin' })).toEqual(nameless);
    expect(stub.received).toEqual([]);
  });

  it('are found again by number and moment, however they stand', async () => {
    const committedAt = Date.parse('2026-01-12T09:00:00Z');
    const call = { sid: SID, status: 'queued', direction: 'outbound-api', start_time: null };
    stub.calls = [{ ...call, date_created: 'Mon, 12 Jan 2026 09:00:01 +0000' }];
    const query = { to: SUBMISSION.to, link: SUBMISSION.link, committedAt };
    expect(await adapter.lookUp(query)).toEqual({ found: true, providerRef: SID, status: 'queued' });
    expect(stub.received[0]?.url).toContain(`To=${encodeURIComponent(SUBMISSION.to)}`);
    stub.calls = [{ ...call, date_created: 'Sun, 11 Jan 2026 09:00:01 +0000' }];
    expect(await adapter.lookUp(query)).toEqual({ found: false });
    stub.calls = [{ ...call, direction: 'inbound', date_created: 'Mon, 12 Jan 2026 09:00:01 +0000' }];
    expect(await adapter.lookUp(query)).toEqual({ found: false });
    stub.mood = 'fails';
    expect(await adapter.lookUp(query)).toMatchObject({ found: null });
  });
});

describe('a turn as TwiML', () => {
  const urlOf = (state: string): string => `https://d.test/turn/${state}`;

  it('speaks while it listens, in a voice of the language, and asks on when nothing is heard', () => {
    const action = { kind: 'listen', keys: 8, seconds: 12, state: '1.identity.0.u.' } as const;
    expect(callTwiml({ language: 'uk', says: ['Добрий день & вітаю <вас>'], action }, urlOf)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Gather input="dtmf" numDigits="8" timeout="12" ' +
        'action="https://d.test/turn/1.identity.0.u." actionOnEmptyResult="true" method="POST">' +
        '<Say voice="Google.uk-UA-Wavenet-A" language="uk-UA">Добрий день &amp; вітаю &lt;вас&gt;</Say></Gather></Response>',
    );
  });

  it('connects a person, and hangs up when all is said', () => {
    const connect = { kind: 'connect', to: '+48221112233', state: '4.connecting.0.v.' } as const;
    const dialled = callTwiml({ language: 'pl', says: ['Łączymy.'], action: connect }, urlOf, '+48223000000');
    expect(dialled).toContain(
      '<Say voice="Polly.Ola-Neural" language="pl-PL">Łączymy.</Say><Dial answerOnBridge="true"',
    );
    expect(dialled).toContain('callerId="+48223000000"><Number>+48221112233</Number></Dial>');
    const over = callTwiml({ language: 'en', says: ['Goodbye.'], action: { kind: 'hang-up' } }, urlOf);
    expect(over).toContain('<Say voice="Polly.Amy-Neural" language="en-GB">Goodbye.</Say><Hangup/>');
  });
});

describe('who answered a call', () => {
  const webhooks = new TwilioCallWebhooks({
    twilio: { accountSid: ACCOUNT, authToken: 'token', apiUrl: 'https://api.twilio.com' },
  });
  const answeredBy = (word?: string) =>
    webhooks.parseTurn({ CallSid: SID, ...(word && { AnsweredBy: word }) })?.answeredBy;

  it('is a person by one word alone; one that is not known is doubt', () => {
    expect(answeredBy('human')).toBe('person');
    expect(answeredBy('machine_end_beep')).toBe('machine');
    expect(answeredBy('machine_start')).toBe('machine');
    expect(answeredBy('fax')).toBe('fax');
    expect(answeredBy('unknown')).toBe('unknown');
    expect(answeredBy('somebody')).toBe('unknown');
    expect(answeredBy()).toBeNull();
  });

  it('is nobody of ours when another account asks', () => {
    expect(webhooks.parseTurn({ CallSid: SID, AccountSid: `AC${'1'.repeat(32)}` })).toBeNull();
    expect(
      webhooks.parseStatus({ CallSid: SID, AccountSid: `AC${'1'.repeat(32)}`, CallStatus: 'busy' }),
    ).toBeNull();
  });
});

import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import twilio from 'twilio';
import { serveTwiml } from '../spec-support/dialogue.js';
import { RunningSandbox, TOKEN } from '../spec-support/running-sandbox.js';

const TO = '+48500000001';
const FROM = '+48221002003';

interface Shown {
  id: string;
  status: string;
  isLive: boolean;
  heldBy: string;
  answeredBy: string | null;
  asks: { numDigits: number | null; ordinal: number; inputs: string[] } | null;
  durationSeconds: number | null;
  lines: { kind: string; text: string }[];
}

describe('a conversation', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await RunningSandbox.start();
  });
  afterAll(() => sandbox.close());
  beforeEach(async () => {
    await sandbox.post('/sandbox/api/reset', {});
    await sandbox.post('/sandbox/api/calls/attended', { numbers: 'all' });
    sandbox.receiver.received.length = 0;
    sandbox.receiver.answer = () => ({ status: 204 });
  });

  /** A call that rings, for the test to take. */
  const ringing = async (changes = {}): Promise<string> => {
    const { sid } = await sandbox
      .twilio()
      .calls.create({ to: TO, from: FROM, url: `${sandbox.receiver.url}/voice`, ...changes });
    await sandbox.live(10_000);
    return sid;
  };
  const act = async (sid: string, what: string, body: object = {}): Promise<Shown> =>
    (await (await sandbox.post(`/sandbox/api/calls/${sid}/${what}`, body)).json()) as Shown;
  const answered = async (changes = {}): Promise<Shown> => act(await ringing(changes), 'answer');
  const texts = ({ lines }: Shown) => lines.map(({ kind, text }) => `${kind}: ${text}`);
  const turns = () => sandbox.receiver.at('/').map(({ method, path }) => `${method} ${path}`);

  it('is led by a test: each act answers once the call waits for the next', async () => {
    serveTwiml(sandbox.receiver, {
      '/voice': '<Gather numDigits="6" action="/who"><Say>Data?</Say></Gather>',
      '/who':
        '<Gather numDigits="1" input="dtmf speech" language="pl-PL" action="/choice"><Say>Co dalej?</Say></Gather>',
      '/choice': '<Say>Dobrze.</Say>',
    });
    const sid = await ringing({ machineDetection: 'Enable' });
    const listed = await sandbox.get<{ calls: Shown[] }>('/sandbox/api/calls?live=true');
    expect(listed.calls.map(({ id, status, heldBy }) => ({ id, status, heldBy }))).toEqual([
      { id: sid, status: 'ringing', heldBy: 'test' },
    ]);
    const asked = await act(sid, 'answer');
    expect(asked).toMatchObject({
      status: 'in-progress',
      answeredBy: 'human',
      asks: { numDigits: 6, ordinal: 1 },
    });
    expect((await act(sid, 'keys', { keys: '311' })).asks).toMatchObject({ ordinal: 1 });
    const next = await act(sid, 'keys', { keys: '280' });
    expect(next.asks).toEqual({ inputs: ['dtmf', 'speech'], numDigits: 1, ordinal: 2 });
    const over = await act(sid, 'speech', { text: 'Proszę o link', confidence: 0.75 });
    expect(over).toMatchObject({ status: 'completed', isLive: false, asks: null });
    expect(sandbox.receiver.at('/choice')[0]?.form).toMatchObject({
      SpeechResult: 'Proszę o link',
      Confidence: '0.75000000',
      Language: 'pl-PL',
    });
    expect(texts(over).slice(-2)).toEqual(['spoke: Proszę o link', 'said: Dobrze.']);
    expect((await sandbox.post(`/sandbox/api/calls/${sid}/keys`, { keys: '1' })).status).toBe(409);
    expect((await sandbox.post('/sandbox/api/calls/CAnone/answer', {})).status).toBe(404);
  });

  it('lets silence be kept without waiting for it, and keys be ended by the key that ends them', async () => {
    serveTwiml(sandbox.receiver, {
      '/voice':
        '<Gather action="/code" timeout="60"><Say>Kod?</Say></Gather><Gather action="/code" timeout="60"/>',
    });
    const asked = await answered();
    expect((await act(asked.id, 'silence')).asks).toMatchObject({ ordinal: 2 });
    await act(asked.id, 'keys', { keys: '#00950#7' });
    expect(sandbox.receiver.at('/code')[0]?.form).toMatchObject({ Digits: '00950', FinishedOnKey: '#' });
  });

  it('is declined, hung up on, and rings out in machine time though business time stands still', async () => {
    serveTwiml(sandbox.receiver, { '/voice': '<Gather timeout="60"/>' });
    expect(await act(await ringing(), 'decline')).toMatchObject({ status: 'busy', durationSeconds: null });
    const { id } = await answered();
    const over = await act(id, 'hang-up');
    expect(over.status).toBe('completed');
    expect(texts(over)).toEqual(['note: The debtor hung up.']);
    const sid = await ringing({ timeout: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect((await sandbox.twilio().calls(sid).fetch()).status).toBe('no-answer');
  });

  it('follows redirects, plays notes, pauses and comes to an end by itself', async () => {
    serveTwiml(sandbox.receiver, {
      '/voice':
        '<Say>Raz</Say><Pause length="5"/><Play>/melodia.mp3</Play><Redirect method="GET">/dalej?x=1</Redirect><Say>nigdy</Say>',
      '/dalej': '<Say loop="2">Dwa</Say><Hangup/><Say>nigdy</Say>',
    });
    const over = await answered();
    expect(texts(over)).toEqual([
      'said: Raz',
      `played: ${sandbox.receiver.url}/melodia.mp3`,
      'said: Dwa',
      'said: Dwa',
    ]);
    const [, second] = turns();
    expect(second).toMatch(/^GET \/dalej\?x=1&AccountSid=/);
  });

  it('is handed over: the second leg is a call of its own, and the action hears how it went', async () => {
    serveTwiml(sandbox.receiver, {
      '/voice':
        '<Say>Łączę.</Say><Dial action="/done" timeout="20" answerOnBridge="true">+48221112233</Dial>',
      '/done': '<Say>Do widzenia.</Say>',
    });
    const sid = await ringing();
    const live = act(sid, 'answer');
    await sandbox.idle();
    const [leg] = await sandbox.twilio().calls.list({ parentCallSid: sid });
    expect(leg).toMatchObject({ to: '+48221112233', direction: 'outbound-dial', status: 'in-progress' });
    const over = await act(sid, 'silence');
    await live;
    expect(sandbox.receiver.at('/done')[0]?.form).toMatchObject({
      DialCallSid: leg?.sid,
      DialCallStatus: 'completed',
      DialBridged: 'true',
    });
    expect(texts(over).at(-1)).toBe('said: Do widzenia.');
  });

  const broken = 'said: We are sorry, an application error has occurred. Goodbye.';
  it.each<[string, { status: number; type?: string; body?: string }, string]>([
    ['an error of the server', { status: 500 }, 'fault: 11200 the address answered with status 500'],
    ['an address that is gone', { status: 404 }, 'fault: 11200 the address answered with status 404'],
    ['nothing', { status: 204 }, 'fault: 12300 a document of type "" is no TwiML'],
    [
      'JSON',
      { status: 200, type: 'application/json', body: '{}' },
      'fault: 12300 a document of type "application/json" is no TwiML',
    ],
    [
      'broken XML',
      { status: 200, type: 'text/xml', body: '<Response><Say>x</Response>' },
      'fault: 12100 Document parse failure: line 1: Unexpected close tag',
    ],
    [
      'a verb of its own',
      { status: 200, type: 'text/xml', body: '<Response><Sing/></Response>' },
      'fault: 12200 Schema validation: <Response> cannot hold <Sing>',
    ],
  ])(
    'that is answered with %s ends in an apology, and its log names the error',
    async (_what, { status, type, body }, fault) => {
      sandbox.receiver.answer = () => ({
        status,
        ...(type ? { headers: { 'content-type': type } } : {}),
        ...(body ? { body } : {}),
      });
      const over = await answered();
      expect(over.status).toBe('completed');
      expect(texts(over)).toEqual([fault, broken]);
    },
  );

  it('that nobody answers for goes to the fallback address, with the error', async () => {
    serveTwiml(sandbox.receiver, { '/fallback': '<Say>Proszę zadzwonić później.</Say>' });
    sandbox.receiver.answer = (
      (before) =>
      (webhook): ReturnType<typeof before> =>
        webhook.path === '/voice' ? { status: 503 } : before(webhook)
    )(sandbox.receiver.answer);
    const over = await answered({ fallbackUrl: `${sandbox.receiver.url}/fallback` });
    expect(texts(over)).toEqual([
      'fault: 11200 the address answered with status 503',
      'said: Proszę zadzwonić później.',
    ]);
    expect(sandbox.receiver.at('/fallback')[0]?.form).toMatchObject({
      ErrorCode: '11200',
      ErrorUrl: `${sandbox.receiver.url}/voice`,
    });
    sandbox.receiver.answer = () => ({ status: 503 });
    const lost = await answered({ fallbackUrl: `${sandbox.receiver.url}/fallback#rc=0` });
    expect(texts(lost).at(-1)).toBe(broken);
    expect(sandbox.receiver.at('/fallback')).toHaveLength(2);
  });

  it('that fails later on is asked for again as its address says, signed without that', async () => {
    let failures = 0;
    serveTwiml(sandbox.receiver, {
      '/voice': '<Gather numDigits="1" action="/choice#rc=2&amp;rp=all"><Say>Co dalej?</Say></Gather>',
      '/choice': '<Say>Dobrze.</Say>',
    });
    const serve = sandbox.receiver.answer;
    sandbox.receiver.answer = (webhook) =>
      webhook.path === '/choice' && failures++ < 2 ? { status: 503 } : serve(webhook);
    const sid = await ringing();
    await act(sid, 'answer');
    const over = await act(sid, 'keys', { keys: '1' });
    expect(texts(over).at(-1)).toBe('said: Dobrze.');
    const asked = sandbox.receiver.at('/choice');
    expect(asked).toHaveLength(3);
    for (const { headers, form } of asked) {
      const signature = String(headers['x-twilio-signature']);
      const url = `${sandbox.receiver.url}/choice`;
      expect(twilio.validateRequest(TOKEN, signature, url, form)).toBe(true);
    }
  });

  it('that is answered too slowly is given up after the time that the address names', async () => {
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    try {
      const slow = await answered({
        url: `http://127.0.0.1:${(mute.address() as AddressInfo).port}/#rt=200&rc=0`,
      });
      expect(texts(slow)).toEqual(['fault: 11200 no answer within 200 ms', broken]);
    } finally {
      mute.close();
    }
    const silent = await answered({ url: 'http://127.0.0.1:9/#rc=0' });
    expect(texts(silent)).toEqual(['fault: 11205 nothing answers at the address', broken]);
    const outside = await answered({ url: 'https://outside.example/' });
    expect(texts(outside)).toEqual(['fault: 11205 the address is outside this machine', broken]);
  });

  it('that leads in a circle is ended', async () => {
    serveTwiml(sandbox.receiver, { '/voice': '<Redirect/>' });
    const over = await answered();
    expect(texts(over)).toEqual(['fault: ended after 200 documents: the dialogue leads in a circle']);
    expect(turns()).toHaveLength(200);
  });

  it('is led elsewhere and ended by the API while it goes on, and never longer than its limit', async () => {
    serveTwiml(sandbox.receiver, {
      '/voice': '<Gather timeout="60"/>',
      '/other': '<Gather timeout="60"><Say>Inaczej</Say></Gather>',
    });
    const { id } = await answered();
    const resource = sandbox.twilio().calls(id);
    await resource.update({ status: 'canceled' });
    await resource.update({ url: `${sandbox.receiver.url}/other` });
    await sandbox.idle();
    expect(texts(await sandbox.get<Shown>(`/sandbox/api/calls/${id}`))).toEqual(['said: Inaczej']);
    expect((await resource.update({ status: 'completed' })).status).toBe('completed');
    const short = await answered({ timeLimit: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(texts(await sandbox.get<Shown>(`/sandbox/api/calls/${short.id}`))).toEqual([
      'note: The time limit of the call has been reached.',
    ]);
  });
});

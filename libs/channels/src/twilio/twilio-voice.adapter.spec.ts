import { twilioFailure } from '#domain';
import { describeChannelAdapter } from '../conformance.js';
import { callTwiml } from './call-twiml.js';
import { COMMITTED_AT, harnessOf, listedCalls, OF_THE_ACCOUNT } from './twilio-harness.js';
import { ACCOUNT, CALL_SID, TwilioStub } from './twilio-stub.js';
import { TwilioVoiceAdapter } from './twilio-voice.adapter.js';

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

function adapterFor(apiUrl: string): TwilioVoiceAdapter {
  const twilio = { accountSid: ACCOUNT, authToken: 'token', apiUrl };
  return new TwilioVoiceAdapter({ twilio, publicUrl: 'https://d.test' }, { answerTimeoutMs: 400 });
}

describeChannelAdapter('Twilio calls', {
  submission: SUBMISSION,
  refusals: [
    ...OF_THE_ACCOUNT,
    { code: '21211', retry: 'never', means: { invalidPoint: true, fallback: true } },
    { code: '21214', retry: 'never', means: { invalidPoint: false, fallback: true } },
    { code: '21215', retry: 'never', means: { invalidPoint: false, fallback: true } },
    { code: '21216', retry: 'never', means: { invalidPoint: false, fallback: true } },
    { code: '21217', retry: 'never', means: { invalidPoint: true, fallback: true } },
  ],
  meaningOf: twilioFailure,
  looksUp: true,
  start: () => harnessOf(adapterFor, SUBMISSION, listedCalls),
});

describe('Twilio calls', () => {
  let stub: TwilioStub;
  let adapter: TwilioVoiceAdapter;
  beforeEach(async () => {
    stub = new TwilioStub();
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
    const call = { sid: CALL_SID, status: 'queued', direction: 'outbound-api', start_time: null };
    stub.pages = [[{ ...call, date_created: 'Mon, 12 Jan 2026 09:00:01 +0000' }]];
    const query = { to: SUBMISSION.to, link: SUBMISSION.link, committedAt };
    expect(await adapter.lookUp(query)).toEqual({ found: true, providerRef: CALL_SID, status: 'queued' });
    expect(stub.received[0]?.url).toContain(`To=${encodeURIComponent(SUBMISSION.to)}`);
  });

  it.each([
    ['human', 'completed'],
    ['machine_end_beep', 'voicemail'],
    ['machine', 'voicemail'],
    ['unknown', 'voicemail'],
    [null, 'completed'],
  ])('that are over count by who took them, as their callbacks do: %s, %s', async (answered_by, status) => {
    const [[ours] = []] = listedCalls('wordless');
    stub.pages = [[{ ...ours, status: 'completed', answered_by }]];
    const query = { to: SUBMISSION.to, link: SUBMISSION.link, committedAt: COMMITTED_AT };
    expect(await adapter.lookUp(query)).toMatchObject({ found: true, status });
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

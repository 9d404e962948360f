import { twilioFailure } from '#domain';
import { describeChannelAdapter } from '../conformance.js';
import { harnessOf, listedMessages, OF_THE_ACCOUNT } from './twilio-harness.js';
import { TwilioSmsAdapter, type TwilioSmsOptions } from './twilio-sms.adapter.js';
import { ACCOUNT, SID, TwilioStub } from './twilio-stub.js';

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

function adapterFor(apiUrl: string, options: TwilioSmsOptions = {}): TwilioSmsAdapter {
  const twilio = { accountSid: ACCOUNT, authToken: 'token', apiUrl };
  return new TwilioSmsAdapter({ twilio, publicUrl: 'https://d.test' }, { answerTimeoutMs: 400, ...options });
}

describeChannelAdapter('Twilio SMS', {
  submission: SUBMISSION,
  refusals: [
    ...OF_THE_ACCOUNT,
    { code: '21211', retry: 'never', means: { invalidPoint: true, fallback: true } },
    { code: '21408', retry: 'never', means: { invalidPoint: false, fallback: true } },
    { code: '21606', retry: 'never', means: { invalidPoint: false, fallback: true } },
    { code: '21610', retry: 'never', means: { suppress: true, fallback: false } },
    { code: '21611', retry: 'later', means: { retryable: true } },
    { code: '21614', retry: 'never', means: { invalidPoint: true, fallback: true } },
    { code: '21617', retry: 'never', means: { permanent: true } },
  ],
  meaningOf: twilioFailure,
  looksUp: true,
  start: () => harnessOf(adapterFor, SUBMISSION, listedMessages(SUBMISSION)),
});

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
      StatusCallback: `https://d.test/webhooks/twilio/status/sms/7/${SUBMISSION.messageId}/1#rc=5&rp=all`,
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

  it('serves with the SDK’s own client as well, for comparison', async () => {
    const stock = adapterFor(`${url}/sandbox/twilio`, { httpClient: 'stock' });
    expect(await stock.submit(SUBMISSION)).toMatchObject({ outcome: 'accepted', providerRef: SID });
    stub.mood = 'throttles';
    expect(await stock.submit(SUBMISSION)).toMatchObject({ outcome: 'refused', retry: 'later' });
  });
});

import type { RichTemplate } from '#contracts';
import { twilioFailure } from '#domain';
import { describeChannelAdapter } from '../conformance.js';
import { contentBody, contentName } from './content-body.js';
import { TwilioContent } from './twilio-content.js';
import { harnessOf, listedMessages, OF_THE_ACCOUNT } from './twilio-harness.js';
import { TwilioRcsAdapter } from './twilio-rcs.adapter.js';
import { ACCOUNT, SID, TwilioStub } from './twilio-stub.js';

const PUBLIC_URL = 'https://d.test';
const TEMPLATE: RichTemplate = {
  version: 'overdue/pl/rcs@0123456789ab',
  language: 'pl',
  title: 'Nordkredyt',
  body: 'Dzień dobry {{1}}, do zapłaty: {{2}}.',
  picture: '/p/pictures/bird.png',
  buttons: [
    { kind: 'open', title: 'Zobacz i zapłać' },
    { kind: 'call', title: 'Zadzwoń do nas', phone: '{{3}}' },
    { kind: 'reply', title: 'Nie piszcie do mnie', payload: 'STOP' },
  ],
  text: 'Dzień dobry {{1}}, do zapłaty: {{2}}. {{link}}',
  samples: { '1': 'Anna', '2': '10,00 zł', '3': '+48220000000' },
};
const SUBMISSION = {
  shard: 7,
  messageId: '0190b0b0-0000-7000-8000-000000000001',
  legNo: 1,
  attemptId: '0190b0b0-0000-7000-8000-000000000002',
  to: '+48600000001',
  from: 'rcs:nordkredyt',
  body: 'Dzień dobry Jan, do zapłaty: 1 234,50 zł. https://d.test/p/0abcdefghijklm',
  card: { version: TEMPLATE.version, values: { '1': 'Jan', '2': '1 234,50 zł', '3': '+48221112233' } },
  link: 'https://d.test/p/0abcdefghijklm',
  validitySeconds: 3600,
};

const configFor = (apiUrl: string) => ({
  twilio: { accountSid: ACCOUNT, authToken: 'token', apiUrl },
  publicUrl: PUBLIC_URL,
});
const adapterFor = (apiUrl: string) => new TwilioRcsAdapter(configFor(apiUrl), { answerTimeoutMs: 400 });
const kept = { ...contentBody(TEMPLATE, PUBLIC_URL), sid: 'HX1' };

describeChannelAdapter('Twilio RCS', {
  submission: SUBMISSION,
  refusals: [
    ...OF_THE_ACCOUNT,
    { code: '21610', retry: 'never', means: { suppress: true } },
    { code: '21655', retry: 'never', means: { invalidPoint: false, fallback: true } },
    { code: '21656', retry: 'never', means: { invalidPoint: false, fallback: true } },
    { code: '63036', retry: 'never', means: { invalidPoint: false, fallback: true } },
  ],
  meaningOf: twilioFailure,
  looksUp: true,
  start: () =>
    harnessOf(adapterFor, SUBMISSION, listedMessages(SUBMISSION), (stub) => stub.contents.push(kept)),
});

describe('Twilio RCS', () => {
  let stub: TwilioStub;
  let url: string;
  let adapter: TwilioRcsAdapter;
  beforeEach(async () => {
    stub = new TwilioStub();
    url = await stub.listen();
    adapter = adapterFor(url);
  });
  afterEach(async () => {
    await stub.close();
    await adapter.destroy();
  });
  const messages = () => stub.received.filter((each) => each.url.endsWith('/Messages.json'));

  it('sends a card by its content, with the gaps and the link of this debtor, by RCS alone', async () => {
    stub.contents.push(kept);
    expect(await adapter.submit(SUBMISSION)).toEqual({
      outcome: 'accepted',
      providerRef: SID,
      status: 'queued',
    });
    const form = Object.fromEntries(messages()[0]?.form ?? []);
    expect(JSON.parse(form['ContentVariables'] ?? '')).toEqual({
      ...SUBMISSION.card.values,
      link: '0abcdefghijklm',
    });
    expect(form).toMatchObject({
      To: 'rcs:+48600000001',
      From: 'rcs:nordkredyt',
      ContentSid: 'HX1',
      ValidityPeriod: '3600',
      StatusCallback: `https://d.test/webhooks/twilio/status/rcs/7/${SUBMISSION.messageId}/1#rc=5&rp=all`,
    });
  });

  it('leaves the message to the next channel when the account has no such card', async () => {
    expect(await adapter.submit(SUBMISSION)).toEqual({
      outcome: 'refused',
      code: 'content-missing',
      retry: 'never',
    });
    expect(messages()).toEqual([]);
  });

  it('reads the account’s cards once for all messages', async () => {
    stub.contents.push(kept);
    await Promise.all([adapter.submit(SUBMISSION), adapter.submit(SUBMISSION), adapter.submit(SUBMISSION)]);
    expect(stub.received.filter((each) => each.url.includes('/v1/Content'))).toHaveLength(1);
    expect(messages()).toHaveLength(3);
  });

  it('finds a card that was created after the list had been read for another', async () => {
    await adapter.submit({ ...SUBMISSION, card: { ...SUBMISSION.card!, version: 'other/pl/rcs@1' } });
    stub.contents.push(kept);
    await adapter.submit(SUBMISSION);
    expect(messages()).toHaveLength(1);
  });

  it('reads a list of no use once for all messages that want a card which is not there', async () => {
    for (let round = 0; round < 2; round++)
      await Promise.all([adapter.submit(SUBMISSION), adapter.submit(SUBMISSION), adapter.submit(SUBMISSION)]);
    expect(messages()).toEqual([]);
    expect(stub.received.filter((each) => each.url.includes('/v1/Content')).length).toBeLessThanOrEqual(2);
  });

  it('never takes a card that leads to another address for its own', () => {
    expect(contentName(TEMPLATE.version, 'https://other.test')).not.toBe(
      contentName(TEMPLATE.version, PUBLIC_URL),
    );
  });

  it('looks for what went by RCS alone', async () => {
    await adapter.lookUp({ to: SUBMISSION.to, link: SUBMISSION.link, committedAt: Date.now() });
    expect(new URL(stub.received.at(-1)?.url ?? '', 'http://x').searchParams.get('To')).toBe(
      'rcs:+48600000001',
    );
  });
});

describe('cards of a Twilio account', () => {
  let stub: TwilioStub;
  let contents: TwilioContent;
  beforeEach(async () => {
    stub = new TwilioStub();
    contents = new TwilioContent(configFor(await stub.listen()));
  });
  afterEach(async () => {
    await stub.close();
    await contents.close();
  });

  it('are created once, with buttons that lead to the debtor’s own page and a text for other phones', async () => {
    await contents.keep([TEMPLATE]);
    await contents.keep([TEMPLATE]);
    expect(stub.contents).toHaveLength(1);
    expect(stub.contents[0]).toMatchObject({
      friendly_name: contentName(TEMPLATE.version, PUBLIC_URL),
      language: 'pl',
      types: {
        'twilio/card': {
          title: 'Nordkredyt',
          media: ['https://d.test/p/pictures/bird.png'],
          actions: [
            { type: 'URL', title: 'Zobacz i zapłać', url: 'https://d.test/p/{{link}}' },
            { type: 'PHONE_NUMBER', title: 'Zadzwoń do nas', phone: '{{3}}' },
            { type: 'QUICK_REPLY', title: 'Nie piszcie do mnie', id: 'STOP' },
          ],
        },
        'twilio/text': { body: 'Dzień dobry {{1}}, do zapłaty: {{2}}. https://d.test/p/{{link}}' },
      },
    });
  });

  it('hold their title in the words where there is no picture, and are a text where there are no buttons', () => {
    expect(contentBody({ ...TEMPLATE, picture: null }, PUBLIC_URL).types['twilio/card']).toMatchObject({
      body: `Nordkredyt\n\n${TEMPLATE.body}`,
    });
    expect(Object.keys(contentBody({ ...TEMPLATE, buttons: [] }, PUBLIC_URL).types)).toEqual(['twilio/text']);
  });

  it('are found again by a process that did not create them', async () => {
    stub.contents.push(kept);
    await contents.keep([TEMPLATE]);
    expect(await contents.sidOf(TEMPLATE.version)).toBe('HX1');
    expect(stub.contents).toHaveLength(1);
  });

  it('are refused with the card’s name and Twilio’s code', async () => {
    stub.mood = 'refuses';
    await expect(contents.keep([TEMPLATE])).rejects.toThrow(
      /did not take the card overdue\/pl\/rcs@0123456789ab \(20001\).*templates\/overdue/,
    );
  });
});

import { createChannelAdapters, createRichTemplateDesk, TwilioWebhooks } from '#channels';
import type { ChannelAdapter, Config, RichTemplate, RichTemplateDesk, Submission } from '#contracts';
import type { ReceivedWebhook } from '../../spec-support/webhook-receiver.js';
import { ACCOUNT, RunningSandbox, TOKEN } from '../../spec-support/running-sandbox.js';

const NUMBER = '+48600000001';
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

describe('the product’s RCS adapter and the sandbox', () => {
  let sandbox: RunningSandbox;
  let desk: RichTemplateDesk;
  let another: RichTemplateDesk;
  let adapters: ReadonlyMap<string, ChannelAdapter>;
  let config: Config;
  beforeEach(async () => {
    sandbox = await RunningSandbox.start();
    config = {
      publicUrl: sandbox.receiver.url,
      smtpUrl: 'smtp://127.0.0.1:9',
      mailFrom: 'no-reply@dunlin.test',
      secret: 's'.repeat(32),
      twilio: { accountSid: ACCOUNT, authToken: TOKEN, apiUrl: `${sandbox.url}/sandbox/twilio` },
    } as Config;
    desk = createRichTemplateDesk(config);
    another = createRichTemplateDesk(config);
    adapters = createChannelAdapters(config);
  });
  afterEach(async () => {
    await desk.close?.();
    await another.close?.();
    for (const adapter of adapters.values()) await adapter.destroy?.();
    await sandbox.close();
  });

  const submission = (leg: number): Submission => ({
    shard: 7,
    messageId: '0190b0b0-0000-7000-8000-000000000001',
    legNo: leg,
    attemptId: '0190b0b0-0000-7000-8000-000000000002',
    to: NUMBER,
    from: 'rcs:nordkredyt',
    body: '',
    card: { version: TEMPLATE.version, values: { '1': 'Jan', '2': '1 234,50 zł', '3': '+48221112233' } },
    link: `${sandbox.receiver.url}/p/0abcdefghijk${leg}`,
    validitySeconds: 3_600,
  });
  const submit = (leg = 1) => adapters.get('rcs')!.submit(submission(leg));
  const understood = ({ path, form, headers }: ReceivedWebhook) => {
    const webhooks = new TwilioWebhooks(config);
    const signature = String(headers['x-twilio-signature']);
    expect(webhooks.verify(`${sandbox.receiver.url}${path}`, form, signature)).toBe(true);
    return path.includes('/inbound') ? webhooks.parseInbound(form) : webhooks.parseStatus(form);
  };

  it('agree on a card: kept once, sent filled, delivered, read, and answered by a button', async () => {
    await desk.keep([TEMPLATE]);
    await another.keep([TEMPLATE]);
    expect(await sandbox.twilio().content.v1.contents.list()).toHaveLength(1);

    const sent = await submit();
    expect(sent).toMatchObject({ outcome: 'accepted', status: 'queued' });
    const sid = 'providerRef' in sent ? sent.providerRef : '';
    await sandbox.live(60_000);
    const page = await sandbox.page(`/sandbox?c=${encodeURIComponent(NUMBER)}`);
    expect(page).toContain('Dzień dobry Jan, do zapłaty: 1 234,50 zł.');
    expect(page).toContain(`href="${sandbox.receiver.url}/p/0abcdefghijk1"`);
    expect(page).toContain('href="tel:+48221112233"');
    await sandbox.idle();
    const path = '/webhooks/twilio/status/rcs/7/0190b0b0-0000-7000-8000-000000000001/1';
    expect(sandbox.receiver.at(path).map(understood)).toEqual([
      { sid, status: 'sent', errorCode: null },
      { sid, status: 'delivered', errorCode: null },
      { sid, status: 'read', errorCode: null },
    ]);

    const tap = new URLSearchParams({ message: sid, button: '2' });
    await fetch(`${sandbox.url}/sandbox/tap`, { method: 'POST', redirect: 'manual', body: tap });
    await sandbox.idle();
    expect(sandbox.receiver.at('/webhooks/twilio/inbound').map(understood)).toMatchObject([
      { channel: 'rcs', from: NUMBER, to: 'rcs:nordkredyt', body: 'Nie piszcie do mnie', payload: 'STOP' },
    ]);
  });

  it('agree on a phone without RCS: taken over, then failed with a code that the product knows', async () => {
    await desk.keep([TEMPLATE]);
    await sandbox.post('/sandbox/api/rcs', { number: NUMBER, capable: false });
    const sent = await submit();
    const sid = 'providerRef' in sent ? sent.providerRef : '';
    await sandbox.live(60_000);
    const reports = sandbox.receiver.at('/webhooks/twilio/status').map(understood);
    expect(reports).toEqual([{ sid, status: 'failed', errorCode: '63036' }]);
  });

  it('agree on a lost answer: the attempt is in doubt, and a look-up finds it by its link', async () => {
    await desk.keep([TEMPLATE]);
    await sandbox.post('/sandbox/api/faults', { dropAnswers: 1, channels: ['rcs'] });
    expect(await submit(2)).toMatchObject({ outcome: 'unknown' });
    await sandbox.post('/sandbox/api/faults', {});
    const lookUp = (leg: number) => {
      const { to, link } = submission(leg);
      return adapters.get('rcs')!.lookUp!({ to, link, committedAt: Date.now() });
    };
    expect(await lookUp(2)).toMatchObject({ found: true, status: 'queued' });
    expect(await lookUp(3)).toEqual({ found: false });
  });

  it('agree that a card nobody kept is not sent', async () => {
    expect(await submit()).toEqual({ outcome: 'refused', code: 'content-missing', retry: 'never' });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asContent, keepReminder, REMINDER } from '../spec-support/reminder-card.js';
import { RunningSandbox } from '../spec-support/running-sandbox.js';

const NUMBER = '+48500000001';
const THREAD = `/sandbox?c=${encodeURIComponent(NUMBER)}`;

describe('RCS on the virtual phone', () => {
  let sandbox: RunningSandbox;
  beforeEach(async () => {
    sandbox = await RunningSandbox.start();
  });
  afterEach(() => sandbox.close());

  const send = async (values: object = {}, changes: object = {}) =>
    sandbox.twilio().messages.create({
      to: `rcs:${NUMBER}`,
      from: 'rcs:kancelaria_x_agent',
      contentSid: await keepReminder(sandbox),
      contentVariables: JSON.stringify({ '1': 'Jan', link: 'Ab3', ...values }),
      statusCallback: `${sandbox.receiver.url}/status`,
      ...changes,
    });
  const post = (path: string, form: Record<string, string>) =>
    fetch(sandbox.url + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });
  const reads = () =>
    sandbox.receiver.at('/status').filter(({ form }) => form['EventType'] === 'READ').length;
  const inbound = () => sandbox.receiver.at('/webhooks/twilio/inbound').map(({ form }) => form);

  it('shows a card: picture, words, a page, a telephone number and answers, all without a script', async () => {
    const { sid } = await send({ '1': '<i>Jan</i>' });
    const page = await sandbox.page(THREAD);
    expect(page).toContain('kancelaria x');
    expect(page).toContain('src="http://127.0.0.1:9/pictures/reminder.png"');
    expect(page).toContain('Przypomnienie dla: &lt;i&gt;Jan&lt;/i&gt;</h3>');
    expect(page).toMatch(
      /<a\s+href="http:\/\/127\.0\.0\.1:9\/p\/Ab3"\s+target="_blank"\s+rel="noopener noreferrer"/,
    );
    expect(page).toContain('href="tel:+48221234567"');
    expect(page).toMatch(new RegExp(`name="message" value="${sid}"[\\s\\S]*name="button" value="2"`));
  });

  it('lets no address of a card be anything but a page', async () => {
    const card = {
      ...REMINDER.types['twilio/card'],
      media: ['{{9}}'],
      actions: [{ type: 'URL', title: 'Open', url: '{{9}}' }],
    };
    const content = asContent({ ...REMINDER, types: { 'twilio/card': card } });
    const { sid } = await sandbox.twilio().content.v1.contents.create(content);
    await send({ '9': 'javascript:alert(1)' }, { contentSid: sid });
    expect(await sandbox.page(THREAD)).not.toContain('javascript:');
  });

  it('loads pictures from the product’s own address alone', async () => {
    const answer = await fetch(`${sandbox.url}/sandbox`);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain(`img-src 'self' data: ${sandbox.receiver.url}`);
  });

  it('tells the sender once that the thread was opened, and only after the message arrived', async () => {
    await send();
    await sandbox.page(THREAD);
    await sandbox.live(60_000);
    expect(reads()).toBe(0);
    expect(await sandbox.page('/sandbox')).not.toContain('unread');
    expect(await sandbox.page(THREAD)).toContain('✓✓ read');
    await sandbox.page(THREAD);
    await sandbox.idle();
    expect(reads()).toBe(1);
  });

  it('taps an answer: it is said in the thread and posted as Twilio posts it', async () => {
    const { sid } = await send();
    await sandbox.live(60_000);
    const answer = await post('/sandbox/tap', { message: sid, button: '2' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/sandbox\?c=%2B48500000001&v=sms#SM[0-9a-f]{32}$/);
    await sandbox.idle();
    expect(inbound()).toMatchObject([
      {
        From: `rcs:${NUMBER}`,
        To: 'rcs:kancelaria_x_agent',
        Body: 'Proszę o kontakt',
        ButtonText: 'Proszę o kontakt',
        ButtonPayload: 'CALL_ME',
        OriginalRepliedMessageSid: sid,
      },
    ]);
    expect(await sandbox.page(THREAD)).toContain('<p>Proszę o kontakt</p>');
  });

  it('answers nothing for a button that does not answer, or that is not there', async () => {
    const { sid } = await send();
    for (const form of [
      { message: sid, button: '0' },
      { message: sid, button: '9' },
      { message: 'SMx', button: '0' },
    ])
      expect((await post('/sandbox/tap', form)).status).toBe(303);
    await sandbox.idle();
    expect(inbound()).toEqual([]);
  });

  it('offers nothing to tap on a card that never arrived', async () => {
    await sandbox.post('/sandbox/api/rcs', { number: NUMBER, capable: false });
    const { sid } = await send();
    await sandbox.live(60_000);
    const page = await sandbox.page(THREAD);
    expect(page).toContain('failed (63036)');
    expect(page).toContain('Przypomnienie dla: Jan');
    expect(page).not.toContain('Zobacz i zapłać');
    await post('/sandbox/tap', { message: sid, button: '2' });
    await sandbox.idle();
    expect(inbound()).toEqual([]);
    expect(reads()).toBe(0);
  });

  it('sends a typed answer by RCS where RCS is what arrived last, else by SMS', async () => {
    await sandbox.twilio().messages.create({ to: NUMBER, from: '+48732000111', body: 'Dzień dobry' });
    await send();
    await sandbox.live(60_000);
    await post('/sandbox/reply', { number: NUMBER, text: 'Zapłacę jutro' });
    await sandbox.post('/sandbox/api/rcs', { number: NUMBER, capable: false });
    await sandbox.twilio().messages.create({ to: NUMBER, from: '+48732000111', body: 'Jeszcze raz' });
    await send();
    await sandbox.live(60_000);
    await post('/sandbox/reply', { number: NUMBER, text: 'Dobrze' });
    await sandbox.idle();
    expect(inbound().map(({ From, To, Body }) => [From, To, Body])).toEqual([
      [`rcs:${NUMBER}`, 'rcs:kancelaria_x_agent', 'Zapłacę jutro'],
      [NUMBER, '+48732000111', 'Dobrze'],
    ]);
  });

  it('keeps cards, and what was decided about phones, over a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rcs-'));
    const before = await RunningSandbox.start({ dataDir });
    const contentSid = await keepReminder(before);
    await before.twilio().messages.create({ to: `rcs:${NUMBER}`, from: 'rcs:a', contentSid });
    await before.post('/sandbox/api/rcs', { number: '+48500000002', capable: false });
    await before.close();
    const after = await RunningSandbox.start({ dataDir });
    try {
      expect(await after.page(THREAD)).toContain('Przypomnienie dla: Jan');
      expect(await after.get('/sandbox/api/rcs')).toEqual({ '+48500000002': false });
    } finally {
      await after.close();
      await rm(dataDir, { recursive: true });
    }
  });
});

import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import nodemailer from 'nodemailer';
import { type Browser, chromium, type Page } from 'playwright-core';
import { SandboxModule } from '#apps/sandbox';
import { freePort } from '../harness/processes.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ACCOUNT = `AC${'0'.repeat(31)}9`;
const NUMBER = '+48500000001';
const CARD = {
  language: 'pl',
  variables: { '1': 'Jan' },
  types: {
    'twilio/card': {
      title: 'Przypomnienie o płatności',
      body: 'Dzień dobry, {{1}}. Do zapłaty pozostało 120,50 zł.',
      actions: [
        { type: 'URL', title: 'Zobacz i zapłać', url: 'http://127.0.0.1:9/p/abc' },
        { type: 'PHONE_NUMBER', title: 'Zadzwoń', phone: '+48221234567' },
        { type: 'QUICK_REPLY', title: 'Proszę o kontakt', id: 'CALL_ME' },
      ],
    },
  },
};

let app: NestFastifyApplication;
let browser: Browser;
let url: string;
let smtpPort: number;
beforeAll(async () => {
  smtpPort = await freePort();
  const sandbox = SandboxModule.register({
    accountSid: ACCOUNT,
    authToken: 'token',
    inboundUrl: 'http://127.0.0.1:9/inbound',
    publicUrl: 'http://127.0.0.1:9',
    smtpPort,
    paymentSecret: 'p',
    emailWebhookSecret: 'e',
    clock: { now: () => Date.now() },
    seed: 1,
  });
  const adapter = new FastifyAdapter({ forceCloseConnections: true });
  app = await NestFactory.create<NestFastifyApplication>(sandbox, adapter, { logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  await sendCard();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

async function asked<Answer>(path: string, body: unknown): Promise<Answer> {
  const form = body instanceof URLSearchParams;
  const answer = await fetch(`${url}/sandbox/twilio${path}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${ACCOUNT}:token`).toString('base64')}`,
      ...(form ? {} : { 'content-type': 'application/json' }),
    },
    body: form ? body : JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
  return (await answer.json()) as Answer;
}

/** Sends the card and waits until the phone has it. */
async function sendCard(): Promise<void> {
  const { sid } = await asked<{ sid: string }>('/v1/Content', CARD);
  const message = new URLSearchParams({ To: `rcs:${NUMBER}`, From: 'rcs:example_agent', ContentSid: sid });
  await asked(`/2010-04-01/Accounts/${ACCOUNT}/Messages.json`, message);
  for (let waited = 0; waited < 20_000; waited += 200) {
    const answer = await fetch(`${url}/sandbox/api/messages`);
    const { messages } = (await answer.json()) as { messages: { status: string }[] };
    if (['delivered', 'read'].includes(messages.at(-1)?.status ?? '')) return;
    await sleep(200);
  }
  throw new Error('the card does not arrive');
}

async function faultsOf(page: Page): Promise<unknown[]> {
  await page.evaluate(AXE);
  type Results = { violations: { id: string; nodes: { html: string }[] }[] };
  const { violations } = await page.evaluate<Results>('axe.run(document)');
  return violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }));
}

describe('a card on the virtual phone', () => {
  it.each(['light', 'dark'] as const)('is whole and accessible at every width, %s', async (colorScheme) => {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    await page.goto(`${url}/sandbox?c=${encodeURIComponent(NUMBER)}`);
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      await page.locator('.rcs-card').scrollIntoViewIfNeeded();
      const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect({ width, sideways: Math.max(0, sideways) }).toEqual({ width, sideways: 0 });
      for (const button of await page.locator('.rcs-buttons a, .rcs-buttons button').all())
        expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
      expect({ width, faults: await faultsOf(page) }).toEqual({ width, faults: [] });
    }
    await context.close();
  });

  it('is answered by a tap without JavaScript, and the answer is in view', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 700 },
    });
    const page = await context.newPage();
    await page.goto(`${url}/sandbox?c=${encodeURIComponent(NUMBER)}`);
    expect(await page.locator('.rcs-buttons a').nth(1).getAttribute('href')).toBe('tel:+48221234567');
    await page.getByRole('button', { name: 'Proszę o kontakt' }).click();
    const answer = page.locator('.is-mine p');
    expect(await answer.textContent()).toBe('Proszę o kontakt');
    const box = await answer.boundingBox();
    expect(box && box.y > 0 && box.y + box.height < 700).toBe(true);
    await context.close();
  });

  it('shows at once that it was read, and a new one without a reload', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${url}/sandbox?c=${encodeURIComponent(NUMBER)}`);
    expect(await page.locator('.status').first().textContent()).toContain('read');
    const before = await page.locator('.rcs-card').count();
    await sendCard();
    await page.locator('.rcs-card').nth(before).waitFor({ timeout: 10_000 });
    await page.locator('.is-theirs .status.is-read').nth(before).waitFor({ timeout: 10_000 });
    await page.close();
  });
});

describe('a mail on the virtual phone', () => {
  it('has most of its column, whatever the length of its subject and of the mailbox', async () => {
    const to = 'jan@mail.example';
    const mail = {
      from: 'Zielona Dolina Energia sp. z o.o. <rozliczenia@zielona-dolina.example>',
      to,
      subject: 'Zielona Dolina Energia sp. z o.o.: potwierdzenie wpłaty (sprawa ZD/2026/00581)',
      html: '<p>Dziękujemy</p>',
    };
    const mailer = nodemailer.createTransport({ host: '127.0.0.1', port: smtpPort });
    for (let sent = 0; sent < 5; sent += 1) await mailer.sendMail(mail);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${url}/sandbox?c=${to}&v=mail`);
    await page.locator('a.mail-row').first().click();
    const heightOf = async (what: string) => (await page.locator(what).boundingBox())?.height ?? 0;
    await page.locator('.mail iframe').waitFor();
    expect((await heightOf('.mail iframe')) / (await heightOf('.mail-pane'))).toBeGreaterThanOrEqual(0.6);
    await page.locator('.mails.is-aside a.mail-row').nth(4).click();
    await page.locator('.mails.is-aside li:nth-child(5) .is-open').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.close();
  });
});

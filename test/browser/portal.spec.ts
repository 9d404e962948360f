import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { PortalWorld, type SeededCase, type SeedOptions } from '../integration/portal.world.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const WIDTHS = [320, 360, 1280];
const SAID = {
  pl: {
    landing: 'Potwierdź, że to Ty',
    case: 'Pozostało do zapłaty',
    open: 'Czekamy na potwierdzenie',
    paid: 'Dziękujemy',
  },
  en: {
    landing: 'Confirm it is you',
    case: 'Left to pay',
    open: 'Waiting for your payment',
    paid: 'Thank you',
  },
  uk: {
    landing: 'Підтвердьте, що це ви',
    case: 'Залишилося сплатити',
    open: 'Чекаємо на підтвердження',
    paid: 'Дякуємо',
  },
} as const;

let world: PortalWorld;
let browser: Browser;
beforeAll(async () => {
  world = await PortalWorld.start();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

interface AxeResults {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What a page must keep at every width: no fault that axe finds, nothing cut off or scrolled sideways. */
async function expectGood(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect({ name, width, sideways: Math.max(0, sideways) }).toEqual({ name, width, sideways: 0 });
  }
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document)');
  const found = violations.map(({ id, nodes }) => ({
    id,
    at: nodes.map((node) => node.failureSummary ?? node.html),
  }));
  expect({ name, found }).toEqual({ name, found: [] });
  expect(await page.evaluate('document.documentElement.lang')).toMatch(/^(pl|en|uk)$/);
}

/** A page whose console must stay silent: a breach of its own policy would be told there. */
async function quietPage(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (404|422|429|503)/.test(message.text()))
      complaints.push(message.text());
  });
  return { page, complaints };
}

const submit = (page: Page, action: string): Promise<void> =>
  page.click(`form[data-action="${action}"] button`);

async function enter(page: Page, { token, ref }: SeededCase): Promise<void> {
  await page.goto(`${world.url}/p/${token}`);
  await page.fill('#caseRef', ref);
  await page.fill('#birthDate', '31.12.1980');
  await submit(page, 'identity');
}

describe.each(['pl', 'en', 'uk'] as const)('a debtor who reads %s', (language) => {
  it('goes the whole way to a payment on a phone without JavaScript', async () => {
    const seeded = await world.seed({ language });
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 360, height: 740 },
    });
    const { page, complaints } = await quietPage(context);
    const shows = async (words: string): Promise<void> =>
      expect((await page.textContent('main'))?.replaceAll('\u00a0', ' ')).toContain(words);
    const said = SAID[language];
    await page.goto(`${world.url}/p/${seeded.token}`);
    await shows(said.landing);
    await submit(page, 'identity');
    expect(await page.locator('.errors a').count()).toBe(2);
    await page.fill('#caseRef', seeded.ref.toLowerCase());
    await page.fill('#postcode', '00 001');
    await submit(page, 'identity');
    await shows(said.case);
    await page.check('#amount-part');
    await page.fill('#partAmount', '1');
    await submit(page, 'pay');
    expect(await page.inputValue('#partAmount')).toBe('1');
    await page.fill('#partAmount', '100,50');
    await submit(page, 'pay');
    expect(page.url()).toContain(world.provider.url);
    await page.click('#ok');
    await shows(said.open);
    await world.rows(`UPDATE payment_sessions SET status = 'paid' WHERE case_id = $1`, [seeded.caseId]);
    await page.click('a.button');
    await shows(said.paid);
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);
});

// The longest words and the hardest colours: what holds for these holds for the rest.
describe.each([
  ['light', 'pl', 'uk', '#ffd400'],
  ['dark', 'uk', 'pl', '#101010'],
] as const)('every page in the %s theme', (colorScheme, outside, inside, color) => {
  const look = async (
    options: Partial<SeedOptions>,
    visit: (page: Page, seeded: SeededCase, good: (name: string) => Promise<void>) => Promise<void>,
  ): Promise<void> => {
    const seeded = await world.seed(options);
    const context = await browser.newContext({ colorScheme });
    const { page, complaints } = await quietPage(context);
    await visit(page, seeded, (name) => expectGood(page, name));
    expect(complaints).toEqual([]);
    await context.close();
  };

  it('can be read and used by everybody before the identity check', async () => {
    await look({ language: outside }, async (page, { token }, good) => {
      await page.goto(`${world.url}/p/${token}`);
      for (const summary of await page.locator('summary').all()) await summary.click();
      await good('landing');
      await submit(page, 'identity');
      await good('landing with errors');
      for (const path of ['stop', 'unsubscribe', 'wrong-person', 'paid']) {
        await page.goto(`${world.url}/p/${token}/${path}`);
        await good(path);
      }
      await page.goto(`${world.url}/p/${token}/stop`);
      await submit(page, 'stop');
      await good('stopped');
      await page.goto(`${world.url}/p/unknown`);
      await good('missing');
    });
  }, 90_000);

  it('can be read and used by everybody after it, in any colour of a creditor', async () => {
    await look({ language: inside, brand: { color } }, async (page, seeded, good) => {
      await enter(page, seeded);
      await good('case');
      for (const summary of await page.locator('summary').all()) await summary.click();
      await page.check('#amount-part');
      await good('case, all open');
      await page.fill('#partAmount', 'x');
      await submit(page, 'pay');
      await good('case with errors');
      world.provider.down = true;
      await page.check('#amount');
      await page.fill('#partAmount', '', { force: true });
      await submit(page, 'pay');
      world.provider.down = false;
      await good('provider unreachable');
      await submit(page, 'pay');
      await page.click('#ok');
      await good('waiting for the payment');
      await page.goto(`${world.url}/p/${seeded.token}/case?returned=1`);
      await page.click('#talk summary');
      await page.fill('#message', 'Proszę o telefon');
      await submit(page, 'talk');
      await good('message sent');
      await world.rows(`UPDATE persons SET stops = '{represented}' WHERE id = $1`, [seeded.personId]);
      await page.goto(`${world.url}/p/${seeded.token}/case`);
      await good('left to a person');
      await world.rows(`UPDATE persons SET stops = '{}' WHERE id = $1`, [seeded.personId]);
      await world.rows(`UPDATE cases SET status = 'closed', closed_reason = 'paid' WHERE id = $1`, [
        seeded.caseId,
      ]);
      await page.goto(`${world.url}/p/${seeded.token}/case`);
      await good('paid and closed');
    });
  }, 120_000);
});

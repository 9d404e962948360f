import { fileURLToPath } from 'node:url';
import type { TemplateVariables } from '#domain';
import { asRead } from './as-read.fixture.js';
import { MOST_INVOICES } from './lint/worst-case.variables.js';
import { lintTemplates } from './lint/lint-templates.js';
import { LINK_PLACEHOLDER } from './links.js';
import { loadTemplates, readTemplates } from './loading/template-loader.js';
import { sampleVariables } from './preview/sample.variables.js';
import { render } from './render.js';
import { removeTemplateFolders, templateFolder } from './template-folder.fixture.js';
import { REQUIRED_LANGUAGES } from './template-meta.schema.js';
import { statesLateFigures, type TemplateSet } from './template-set.js';

const DIR = fileURLToPath(new URL('../../../templates', import.meta.url));
const LISTING = [
  'business-reminder',
  'business-statement',
  'business-notice',
  'business-demand',
  'business-precourt',
];
const FAMILIES = [...LISTING, 'business-portal-offer'];
const mails = FAMILIES.flatMap((family) => REQUIRED_LANGUAGES.map((language) => ({ family, language })));

/** As large as a mail may be before Gmail hides its end. */
const CLIPPED_AT = 102 * 1024;

let set: TemplateSet;
beforeAll(async () => {
  set = await loadTemplates(DIR);
});
afterAll(removeTemplateFolders);

const mail = (family: string, variables: TemplateVariables, language: 'pl' | 'en' | 'uk' = 'pl') =>
  render(set, { family, language, channel: 'email', variables });

describe('mails to businesses', () => {
  it.each(mails)('$family in $language carries the link and leaves no gap', ({ family, language }) => {
    const { subject, html, text } = mail(family, sampleVariables(language), language);
    expect(html).toContain(`href="${LINK_PLACEHOLDER}"`);
    expect(text).toContain(LINK_PLACEHOLDER);
    for (const body of [subject, html, text]) expect(body).not.toMatch(/\{\{|\}\}|undefined|NaN|<mj-/);
    expect(subject).not.toContain('FV/');
  });

  it.each(LISTING)('%s lists each invoice with its dates and what is open of it', (family) => {
    const { html, text } = mail(family, sampleVariables('pl'));
    for (const body of [asRead(html)?.replaceAll('\u00a0', ' '), text]) {
      for (const fact of ['FV/2026/09/0112', '14.10.2026', '34 dni po terminie', '400,00 zł', '834,50 zł'])
        expect(body).toContain(fact);
    }
  });

  it('hold a statement of forty invoices that no mailbox cuts off', () => {
    const sample = sampleVariables('pl');
    const [first] = sample.invoices;
    if (first === undefined) throw new Error('the sample has no invoices');
    const invoices = Array.from({ length: MOST_INVOICES }, (_, index) => ({
      ...first,
      number: `FV/${index + 1}`,
    }));
    for (const family of LISTING) {
      const { html, text } = mail(family, { ...sample, invoices });
      for (const { number } of invoices) expect(text).toContain(`- ${number}`);
      expect(html?.split('class="row"').length).toBeGreaterThan(MOST_INVOICES);
      expect(Buffer.byteLength(html ?? '')).toBeLessThan(CLIPPED_AT);
    }
  });

  it('name the law by which interest and compensation are due, and what they come to', () => {
    const { text } = mail('business-notice', sampleVariables('pl'));
    expect(text).toContain('ustawa z 8 marca 2013 r.');
    for (const fact of ['art. 7 ust. 1', 'art. 10 ust. 1', '40 EUR: 169,60 zł', '5,22 zł'])
      expect(text).toContain(fact);
    expect(statesLateFigures(set, 'business-notice')).toBe(true);
    expect(FAMILIES.filter((family) => statesLateFigures(set, family))).toEqual(['business-notice']);
  });

  it('demand only what is past due, and say what of the invoices is not', () => {
    const sample = sampleVariables('pl');
    const late = { ...sample.late, overdueMinor: 40_000, notDueMinor: 83_450 };
    for (const family of ['business-demand', 'business-precourt']) {
      const variables = { ...sample, late };
      const { text } = mail(family, variables);
      expect(text).toContain('wzywa do zapłaty kwoty 400,00 zł');
      expect(text).toContain('(w tym jeszcze przed terminem: 834,50 zł)');
      const sms = render(set, { family, language: 'pl', channel: 'sms', variables });
      expect(sms.text).toContain('400,00 zl');
    }
  });

  it.each([
    ['pl', 'w tym jeszcze przed terminem', 'razem (wraz z kwotą jeszcze przed terminem): 1'],
    ['en', 'of that, not yet due', 'together (including what is not yet due): PLN 1'],
    ['uk', 'з них термін ще не настав', 'разом (із сумою, термін якої ще не настав): 1'],
  ] as const)('say in a notice of interest in %s what is not yet due', (language, line, total) => {
    const sample = sampleVariables(language);
    const late = { ...sample.late, overdueMinor: 40_000, notDueMinor: 83_450 };
    const { html, text } = mail('business-notice', { ...sample, late }, language);
    for (const body of [asRead(html), text]) {
      const words = body?.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
      expect(words).toMatch(new RegExp(`${line}:? (PLN 834\\.50|834,50)`));
      expect(words).toContain(total.split(':')[0]);
    }
    expect(text.replaceAll('\u00a0', ' ')).toContain(total);
    const allDue = mail('business-notice', { ...sample, late: { ...late, notDueMinor: 0 } }, language);
    expect(allDue.text).not.toContain(line);
    expect(asRead(allDue.html)).not.toContain(line);
  });

  it('warn of a credit bureau only where the creditor reports to one', () => {
    const sample = sampleVariables('pl');
    const without = { ...sample, creditor: { ...sample.creditor, creditBureau: null } };
    for (const family of FAMILIES) {
      expect(mail(family, without).text).not.toMatch(/informacji gospodarcz/i);
      const warns = /informacji gospodarcz/i.test(mail(family, sample).text);
      expect(warns).toBe(family === 'business-demand');
    }
  });
});

describe('the linter', () => {
  const faultsOf = async (sms: string): Promise<string[]> =>
    lintTemplates(await readTemplates(await templateFolder({ 'nudge/pl/sms.hbs': sms })))
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message }) => `${code}: ${message}`);
  const END = '{{case.ref}} {{link}} {{stopTexts creditor.takesReplies}}';

  it('knows what an item of a list has, and that a date of issue may be absent', async () => {
    expect(await faultsOf(`{{#each invoices}}{{nummer}}{{/each}} ${END}`)).toContainEqual(
      expect.stringContaining('there is no variable invoices.nummer'),
    );
    expect(await faultsOf(`{{#each invoices}}{{date issuedDate}}{{/each}} ${END}`)).toContainEqual(
      expect.stringContaining('invoices.issuedDate may be absent'),
    );
    expect(await faultsOf(`{{invoices}} ${END}`)).toContainEqual(expect.stringContaining('is a list'));
  });

  it('refuses figures that are not always known in a family that does not say so', async () => {
    expect(await faultsOf(`{{money late.interestMinor case.currency}} ${END}`)).toContainEqual(
      expect.stringContaining('late-figures: late.interestMinor is not always known'),
    );
  });
});

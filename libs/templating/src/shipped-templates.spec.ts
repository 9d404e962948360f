import { fileURLToPath } from 'node:url';
import { asRead } from './as-read.fixture.js';
import { lintTemplates } from './lint/lint-templates.js';
import { fillLinks, LINK_PLACEHOLDER, OPT_OUT_LINK_PLACEHOLDER, SAMPLE_LINKS } from './links.js';
import { loadTemplates } from './loading/template-loader.js';
import { preview } from './preview/preview.js';
import { sampleVariables } from './preview/sample.variables.js';
import { render, TemplateNotFoundError } from './render.js';
import { REQUIRED_LANGUAGES } from './template-meta.schema.js';
import type { TemplateSet } from './template-set.js';

const DIR = fileURLToPath(new URL('../../../templates', import.meta.url));
const DEMANDS = ['demand', 'demand-bureau', 'final-demand'];
const PROMISES = ['promise-reminder', 'promise-broken'];
const AGREED = [...PROMISES, 'instalment-due', 'instalment-missed'];
const COLLECTION = ['reminder', 'overdue', 'instalments', 'settlement-offer', ...DEMANDS, ...AGREED];
const SYSTEM = ['opt-out-confirmation', 'payment-receipt'];

const combinations = [...COLLECTION, ...SYSTEM].flatMap((family) =>
  REQUIRED_LANGUAGES.map((language) => ({ family, language })),
);

describe('the templates that ship', () => {
  let set: TemplateSet;
  beforeAll(async () => {
    set = await loadTemplates(DIR);
  });

  it('are without faults, and cost nothing that transliteration would save', () => {
    expect(lintTemplates(set)).toEqual([]);
  });

  it.each(combinations)('$family in $language fills every channel', ({ family, language }) => {
    const variables = sampleVariables(language);
    const sms = render(set, { family, language, channel: 'sms', variables });
    const email = render(set, { family, language, channel: 'email', variables });
    for (const text of [sms.text, email.subject, email.text, email.html]) {
      expect(text).toBeTruthy();
      expect(text).not.toMatch(/\{\{|\}\}|undefined|NaN|<mj-/);
    }
    expect(email.html).toContain(`lang="${language}"`);
    expect(email.templateVersion).toMatch(new RegExp(`^${family}/${language}/email@[0-9a-f]{12}$`));
  });

  it.each(combinations.filter(({ family }) => COLLECTION.includes(family)))(
    '$family in $language carries the link: once in the SMS, on the button and in the text of the mail',
    ({ family, language }) => {
      const variables = sampleVariables(language);
      const sms = render(set, { family, language, channel: 'sms', variables });
      expect(sms.text.split(LINK_PLACEHOLDER)).toHaveLength(2);
      const email = render(set, { family, language, channel: 'email', variables });
      expect(email.html).toContain(`href="${LINK_PLACEHOLDER}"`);
      expect(email.text).toContain(LINK_PLACEHOLDER);
      expect(fillLinks(sms.text, SAMPLE_LINKS)).toContain(SAMPLE_LINKS.link);
    },
  );

  it.each(COLLECTION)('%s fits one plain SMS in Polish', (family) => {
    const [sms] = preview(set, family, 'pl').channels;
    expect(sms?.size).toMatchObject({ encoding: 'GSM-7', segments: 1 });
  });

  it.each([
    ['pl', 1, '1 dzien po terminie'],
    ['pl', 2, '2 dni po terminie'],
    ['pl', 5, '5 dni po terminie'],
    ['pl', 22, '22 dni po terminie'],
    ['en', 1, '1 day past due'],
    ['en', 5, '5 days past due'],
    ['uk', 1, '1 день тому'],
    ['uk', 3, '3 дні тому'],
    ['uk', 5, '5 днів тому'],
    ['uk', 21, '21 день тому'],
  ] as const)('a debtor (%s) at %i days past due reads "%s"', (language, daysPastDue, words) => {
    const sample = sampleVariables(language);
    const variables = { ...sample, case: { ...sample.case, daysPastDue } };
    const { text } = render(set, { family: 'overdue', language, channel: 'sms', variables });
    expect(text).toContain(words);
  });

  it('write amounts as each language does', () => {
    const text = (language: 'pl' | 'en' | 'uk'): string =>
      render(set, { family: 'demand', language, channel: 'email', variables: sampleVariables(language) })
        .text;
    expect(text('pl')).toContain('1 234,50 zł');
    expect(text('en')).toContain('PLN 1,234.50');
    expect(text('uk')).toContain('1 234,50 zł');
  });

  it('keep an amount in an SMS in one piece, and Polish names and signs among Cyrillic', () => {
    const text = (language: 'pl' | 'uk'): string =>
      render(set, { family: 'demand', language, channel: 'sms', variables: sampleVariables(language) }).text;
    expect(text('pl')).toContain('Lacze Polnoc: wezwanie do zaplaty 1234,50 zl');
    expect(text('uk')).toContain('Łącze Północ: вимога сплатити 1234,50 zł');
  });

  it('name the creditor and its address once at the foot of a mail', () => {
    const sample = sampleVariables('pl');
    const { address, name } = sample.creditor;
    const without = { ...sample, creditor: { ...sample.creditor, legalFooter: null } };
    for (const variables of [sample, without]) {
      const { html, text } = render(set, { family: 'overdue', language: 'pl', channel: 'email', variables });
      for (const body of [asRead(html), text])
        expect(body?.split(`${name}, ${address ?? ''}`)).toHaveLength(2);
    }
  });

  it('write the bank account in groups of four', () => {
    const sample = sampleVariables('pl');
    const creditor = { ...sample.creditor, bankAccount: 'PL74000000000000000000000001' };
    const variables = { ...sample, creditor };
    const { html, text } = render(set, { family: 'overdue', language: 'pl', channel: 'email', variables });
    for (const body of [html, text]) expect(body).toContain('PL74 0000 0000 0000 0000 0000 0001');
  });

  it('speak to a woman, to a man, and to somebody whose form of address is not known', () => {
    const sample = sampleVariables('pl');
    const greetings = (['female', 'male', 'neutral'] as const).map((formOfAddress) => {
      const variables = { ...sample, debtor: { ...sample.debtor, formOfAddress } };
      return render(set, { family: 'overdue', language: 'pl', channel: 'email', variables }).text;
    });
    expect(greetings[0]).toContain('Szanowna Pani,');
    expect(greetings[1]).toContain('Szanowny Panie,');
    expect(greetings[2]).toContain('Dzień dobry,');
  });

  it('are gentler when the tone is friendly', () => {
    const sample = sampleVariables('pl');
    const text = (tone: 'friendly' | 'firm'): string =>
      render(set, { family: 'overdue', language: 'pl', channel: 'email', variables: { ...sample, tone } })
        .text;
    expect(text('friendly')).toContain('Tak się czasem zdarza');
    expect(text('firm')).not.toContain('Tak się czasem zdarza');
  });

  it('name creditor, title, principal, due date and interest in a demand', () => {
    for (const family of DEMANDS) {
      const { text } = render(set, {
        family,
        language: 'pl',
        channel: 'email',
        variables: sampleVariables('pl'),
      });
      const named = ['Łącze Północ sp. z o.o.', 'Faktura nr', '1 250,00 zł', '12 listopada 2026', '19,50 zł'];
      for (const fact of named) expect(text).toContain(fact);
    }
  });

  it.each([
    ['pl', 'zamierza przekazać', 'Rejestr Przykładowy BIG S.A.'],
    ['en', 'intends to report', 'Rejestr Przykładowy BIG S.A.'],
    ['uk', 'має намір передати', 'Rejestr Przykładowy BIG S.A.'],
  ] as const)(
    'warn of a credit bureau (%s) only for a creditor that reports to one',
    (language, warning, bureau) => {
      const sample = sampleVariables(language);
      const bodies = (creditBureau: string | null | undefined): (string | undefined)[] => {
        const variables = { ...sample, creditor: { ...sample.creditor, creditBureau } };
        const mail = render(set, { family: 'demand-bureau', language, channel: 'email', variables });
        return [mail.text, asRead(mail.html)];
      };
      for (const body of bodies(sample.creditor.creditBureau)) {
        expect(body).toContain(warning);
        expect(body).toContain(bureau);
      }
      for (const body of [...bodies(null), ...bodies(undefined)]) expect(body).not.toContain(warning);
    },
  );

  it.each(PROMISES.flatMap((family) => REQUIRED_LANGUAGES.map((language) => ({ family, language }))))(
    '$family ($language) names the sum and the day that were promised, and neither when they are not known',
    ({ family, language }) => {
      const sample = sampleVariables(language);
      for (const channel of ['email', 'rcs'] as const) {
        const text = (promise: typeof sample.promise): string =>
          render(set, { family, language, channel, variables: { ...sample, promise } }).text;
        expect(text(sample.promise)).toMatch(/300[.,]00/);
        expect(text(sample.promise)).toMatch(/27 (listopada|November|листопада) 2026/);
        for (const promise of [null, undefined])
          expect(text(promise)).not.toMatch(/300[.,]00|27 (?:l|N|л)|\{\{/);
      }
    },
  );

  it.each(REQUIRED_LANGUAGES)(
    'a link asked for by phone (%s) comes in one message, without anything else',
    (language) => {
      const [sms, ...others] = preview(set, 'link-requested', language).channels;
      expect(others).toEqual([]);
      expect(sms?.text).toMatch(/LP-2026-000417.*: https:\S+$/);
      expect(sms?.size?.segments).toBeLessThanOrEqual(language === 'uk' ? 2 : 1);
    },
  );

  it('offer no terms that nobody decided: a settlement offer names no sum but what is owed', () => {
    for (const language of REQUIRED_LANGUAGES) {
      for (const { text } of preview(set, 'settlement-offer', language).channels) {
        const sums = text.match(/\d[\d\s,.]*[.,]\d\d(?!\d)/g) ?? [];
        expect(new Set(sums.map((sum) => sum.replace(/\D/g, '')))).toEqual(new Set(['123450']));
        expect(text).not.toMatch(/%|rabat|zniżk|umorz|discount|reduc|write off|знижк|списа/iu);
      }
    }
  });

  it('say in the receipt what remains, or that nothing does', () => {
    const sample = sampleVariables('pl');
    const receipt = (balanceMinor: number): string =>
      render(set, {
        family: 'payment-receipt',
        language: 'pl',
        channel: 'sms',
        variables: { ...sample, case: { ...sample.case, balanceMinor } },
      }).text;
    expect(receipt(12_345)).toContain('Do zaplaty pozostaje 123,45 zl.');
    expect(receipt(0)).toContain('Sprawa jest w calosci oplacona.');
  });

  it('write markup in a value as text in HTML, and as it stands in plain text', () => {
    const sample = sampleVariables('pl');
    const variables = { ...sample, case: { ...sample.case, title: '<script>alert(1)</script>' } };
    const { html, text } = render(set, { family: 'overdue', language: 'pl', channel: 'email', variables });
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script');
    expect(text).toContain('<script>alert(1)</script>');
  });

  it('cannot be given a second header through a value in the subject line', () => {
    const sample = sampleVariables('pl');
    const variables = { ...sample, creditor: { ...sample.creditor, name: 'A\r\nBcc: x@y.example' } };
    const { subject } = render(set, { family: 'overdue', language: 'pl', channel: 'email', variables });
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('load nothing from elsewhere when a mail is opened', () => {
    for (const { family, language } of combinations) {
      const request = { family, language, channel: 'email' as const, variables: sampleVariables(language) };
      const { html } = render(set, request);
      expect(html).not.toMatch(/<link|@import|<img|url\(/);
    }
  });

  it('leave as they are, since they are ASCII in lines that every server takes', () => {
    for (const { family, language } of combinations) {
      const request = { family, language, channel: 'email' as const, variables: sampleVariables(language) };
      const { html = '' } = render(set, request);
      expect(html).toMatch(/^[\p{ASCII}]+$/u);
      for (const line of html.split('\r\n')) {
        expect(line).not.toContain('\n');
        expect(line.length).toBeLessThan(998);
      }
    }
  });

  it('ask to answer STOP only where the sender can be answered, and else send to the page', () => {
    const sample = sampleVariables('pl');
    for (const family of COLLECTION) {
      const text = (takesReplies: boolean): string => {
        const variables = { ...sample, creditor: { ...sample.creditor, takesReplies } };
        return render(set, { family, language: 'pl', channel: 'sms', variables }).text;
      };
      expect(text(true)).toMatch(/odpisz STOP$/);
      expect(text(false)).toMatch(/Bez SMS-ow: na stronie$/);
    }
  });

  it('offer a way to stop in every collection e-mail', () => {
    for (const family of COLLECTION) {
      const request = { family, language: 'pl' as const, channel: 'email' as const };
      const { html, text } = render(set, { ...request, variables: sampleVariables('pl') });
      for (const body of [html, text]) expect(body).toMatch(/\[\[dunlin:(unsubscribe|opt-out)\]\]/);
    }
    expect(OPT_OUT_LINK_PLACEHOLDER).toBe('[[dunlin:opt-out]]');
  });

  it('are refused by name when there is no such family', () => {
    const request = { family: 'nope', language: 'pl' as const, channel: 'sms' as const };
    expect(() => render(set, { ...request, variables: sampleVariables('pl') })).toThrow(
      TemplateNotFoundError,
    );
  });

  it('keep their version as long as nothing changes', async () => {
    const again = await loadTemplates(DIR);
    const versions = (each: TemplateSet): string[] =>
      [...each.entries.values()].map((entry) => entry.version);
    expect(versions(again)).toEqual(versions(set));
    expect(new Set(versions(set)).size).toBe(versions(set).length);
  });
});

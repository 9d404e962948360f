import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { classifyReply } from '#domain';
import { PICTURES } from './card/pictures.js';
import { richTemplatesOf } from './card/rich-templates.js';
import { LINK_PLACEHOLDER } from './links.js';
import { loadTemplates } from './loading/template-loader.js';
import { preview } from './preview/preview.js';
import { sampleVariables } from './preview/sample.variables.js';
import { render } from './render.js';
import { REQUIRED_LANGUAGES } from './template-meta.schema.js';
import type { TemplateSet } from './template-set.js';

const DIR = fileURLToPath(new URL('../../../templates', import.meta.url));
const COLLECTION = [
  'reminder',
  'overdue',
  'instalments',
  'settlement-offer',
  'promise-reminder',
  'promise-broken',
];
const SYSTEM = ['opt-out-confirmation', 'payment-receipt'];
const inEach = (families: readonly string[]) =>
  families.flatMap((family) => REQUIRED_LANGUAGES.map((language) => ({ family, language })));

describe('the cards that ship', () => {
  let set: TemplateSet;
  beforeAll(async () => {
    set = await loadTemplates(DIR);
  });

  it('are of the families that may go by RCS; formal demands are not among them', () => {
    const families = [...set.families].filter(([, { meta }]) => meta.channels.includes('rcs'));
    expect(families.map(([name]) => name).sort()).toEqual([...COLLECTION, ...SYSTEM].sort());
  });

  it.each(inEach(COLLECTION))(
    '$family ($language) is a card that names the creditor first and opens the page',
    ({ family, language }) => {
      const card = preview(set, family, language).channels.find(({ channel }) => channel === 'rcs')?.card;
      expect(card?.title).toMatch(/^Łącze Północ: /);
      expect(card?.buttons[0]?.kind).toBe('open');
      // Without one, a phone shows text with chips, not a card (twilio.com/docs/content/twiliocard).
      expect(card?.picture).toMatch(/\.png$/);
      expect(card?.buttons.at(-1)).toMatchObject({ kind: 'reply', payload: 'STOP' });
    },
  );

  it.each(inEach([...COLLECTION, ...SYSTEM]))(
    '$family ($language) gives a provider a template that, filled, says what the history says',
    ({ family, language }) => {
      const sample = sampleVariables(language);
      const templates = richTemplatesOf(set, [family]);
      for (const phone of [sample.creditor.phone, null]) {
        const variables = { ...sample, creditor: { ...sample.creditor, phone } };
        const { text, rich, templateVersion } = render(set, { family, language, channel: 'rcs', variables });
        const template = templates.find(({ version }) => version === templateVersion);
        expect(rich?.version).toBe(templateVersion);
        expect(Object.keys(rich?.values ?? {})).toEqual(Object.keys(template?.samples ?? {}));
        const filled = template?.text.replace(/\{\{(\w+)\}\}/g, (_, gap: string) =>
          gap === 'link' ? LINK_PLACEHOLDER : (rich?.values[gap] ?? ''),
        );
        expect(filled).toBe(text);
        expect(template?.buttons.some(({ kind }) => kind === 'call') && phone === null).toBe(false);
      }
    },
  );

  it.each(inEach(COLLECTION))(
    'what its buttons answer is understood as words too: $family ($language)',
    ({ family }) => {
      for (const { buttons } of richTemplatesOf(set, [family])) {
        for (const button of buttons) {
          if (button.kind !== 'reply') continue;
          expect(classifyReply(button.title).kind).toBe(button.payload === 'STOP' ? 'opt-out' : 'other');
        }
      }
    },
  );

  it.each([
    ['pl', 1, 'minął 1 dzień temu'],
    ['pl', 22, 'minął 22 dni temu'],
    ['en', 1, 'was 1 day ago'],
    ['uk', 1, 'минув 1 день тому'],
    ['uk', 3, 'минув 3 дні тому'],
    ['uk', 11, 'минув 11 днів тому'],
  ] as const)('a debtor (%s) at %i days past due reads "%s"', (language, daysPastDue, words) => {
    const sample = sampleVariables(language);
    const variables = { ...sample, case: { ...sample.case, daysPastDue } };
    expect(render(set, { family: 'overdue', language, channel: 'rcs', variables }).text).toContain(words);
  });

  it('are published once each, under versions of their own', () => {
    const versions = richTemplatesOf(set).map(({ version }) => version);
    expect(new Set(versions).size).toBe(versions.length);
    expect(richTemplatesOf(set, ['demand', 'nope', 'overdue', 'overdue'])).toHaveLength(6);
  });

  it('show pictures that ship, each less than 60 KB of a card’s shape, and none ships in vain', async () => {
    const shipped = (await readdir(path.join(DIR, PICTURES.folder))).filter((name) => name.endsWith('.png'));
    const shown = richTemplatesOf(set).flatMap(({ picture }) => picture ?? []);
    expect(new Set(shown)).toEqual(new Set(shipped.map((name) => `${PICTURES.path}/${name}`)));
    for (const name of shipped) {
      const bytes = await readFile(path.join(DIR, PICTURES.folder, name));
      expect(bytes.length).toBeLessThan(60_000);
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1440, 720]);
    }
  });
});

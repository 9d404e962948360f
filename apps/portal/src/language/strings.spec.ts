import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '#domain';
import { projectDirectory } from '#platform';
import { text, texts, tieShortWords } from './strings.js';
import type { Text, TextKey } from './texts.js';

const keys = Object.keys(texts.pl) as TextKey[];
const forms = (found: Text): string[] => (typeof found === 'string' ? [found] : Object.values(found));
const params = (line: string): string =>
  [...line.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name)
    .sort()
    .join();

describe.each(languages)('what the pages say in %s', (language) => {
  it('lacks no text and has none that Polish lacks', () => {
    expect(Object.keys(texts[language]).sort()).toEqual([...keys].sort());
  });

  it('has every plural form that the language needs', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const key of keys) {
      const found = texts[language][key];
      if (typeof found !== 'string')
        expect({ key, forms: Object.keys(found).sort() }).toEqual({ key, forms: needed.sort() });
    }
  });

  it('fills in the same things as Polish, in every form', () => {
    for (const key of keys) {
      const wanted = params(forms(texts.pl[key])[0] ?? '');
      for (const form of forms(texts[language][key]))
        expect({ key, params: params(form) }).toEqual({ key, params: wanted });
    }
  });

  it('is not empty, not left in another language, and without double spaces', () => {
    for (const key of keys) {
      for (const form of forms(texts[language][key])) {
        expect(form.trim()).toBe(form);
        expect(form).not.toMatch(/ {2}|^$/);
        if (language === 'uk') expect(form.replace(/\{\w+\}/g, '')).toMatch(/[а-яіїєґ]|SMS/i);
        else expect(form).not.toMatch(/[а-яіїєґ]/i);
      }
    }
  });

  it('ends no Ukrainian sentence with a date, which has a full stop of its own', () => {
    if (language !== 'uk') return;
    for (const key of keys) for (const form of forms(texts.uk[key])) expect(form).not.toMatch(/\{date\}\./);
  });

  it('threatens nobody', () => {
    const harsh =
      /komornik|wpis do rejestru|natychmiast|bailiff|immediately|legal action|виконавч|негайно|обов[’']язково/i;
    for (const key of keys) for (const form of forms(texts[language][key])) expect(form).not.toMatch(harsh);
  });
});

describe('counting days', () => {
  it.each([
    ['pl', 1, 'minął 1 dzień temu'],
    ['pl', 3, 'minął 3 dni temu'],
    ['pl', 12, 'minął 12 dni temu'],
    ['en', 1, '1 day past due'],
    ['en', 21, '21 days past due'],
    ['uk', 1, 'минув 1 день тому'],
    ['uk', 21, 'минув 21 день тому'],
    ['uk', 22, 'минув 22 дні тому'],
    ['uk', 25, 'минув 25 днів тому'],
  ] as const)('in %s puts %i rightly', (language, n, said) => {
    expect(text(language, 'case.overdue', { n })).toBe(said);
  });
});

describe('a text', () => {
  it('is never sent with a hole in it', () => {
    expect(() => text('pl', 'pay.full')).toThrow('wants amount');
    expect(() => text('pl', 'case.overdue', {})).toThrow('wants the number');
  });

  it('keeps one-letter words off the end of a line in Polish and Ukrainian', () => {
    expect(tieShortWords('pl', 'Porozmawiaj z człowiekiem')).toBe('Porozmawiaj z\u00a0człowiekiem');
    expect(tieShortWords('uk', 'Що відбувається у справі')).toBe('Що відбувається у\u00a0справі');
    expect(tieShortWords('uk', 'перевірить, а до того')).toBe('перевірить, а\u00a0до того');
    expect(tieShortWords('pl', 'Termin i w nim')).toBe('Termin i\u00a0w\u00a0nim');
  });

  it('exists for every key that the views name', () => {
    const folder = join(projectDirectory(), 'apps/portal/views');
    const files = [folder, join(folder, 'partials')].flatMap((each) =>
      readdirSync(each)
        .filter((name) => name.endsWith('.hbs'))
        .map((name) => readFileSync(join(each, name), 'utf8')),
    );
    const named = files.flatMap((source) => [...source.matchAll(/[({]t "([^"]+)"/g)].map(([, key]) => key));
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((key) => !keys.includes(key as TextKey))).toEqual([]);
  });
});

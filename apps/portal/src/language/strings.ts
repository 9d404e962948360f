import type { Language } from '#domain';
import { en } from './en.js';
import { pl } from './pl.js';
import type { Text, TextKey, Texts } from './texts.js';
import { uk } from './uk.js';

export const texts: Readonly<Record<Language, Texts>> = { pl, en, uk };

export type TextParams = Readonly<Record<string, string | number>>;

const plurals = new Map<Language, Intl.PluralRules>();

function pluralForm(language: Language, n: number): Intl.LDMLPluralRule {
  let rules = plurals.get(language);
  if (!rules) plurals.set(language, (rules = new Intl.PluralRules(language)));
  return rules.select(n);
}

/**
 * The text of a key with its parameters filled in. `n` chooses the plural form.
 * @throws when the key, a needed parameter or a plural's number is missing: a page with a hole is never sent
 */
export function text(language: Language, key: TextKey, params: TextParams = {}): string {
  const found = texts[language][key] as Text | undefined;
  if (found === undefined) throw new Error(`no text ${key} in ${language}`);
  const form = typeof found === 'string' ? found : formOf(found, language, key, params.n);
  return form.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`text ${key} wants ${name}`);
    return String(value);
  });
}

function formOf(
  found: Exclude<Text, string>,
  language: Language,
  key: string,
  n: string | number | undefined,
): string {
  if (typeof n !== 'number') throw new Error(`text ${key} wants the number n`);
  return found[pluralForm(language, n)] ?? found.other;
}

/** Polish and Ukrainian readers do not want a one-letter word at the end of a line. */
export function tieShortWords(language: Language, line: string): string {
  if (language === 'en') return line;
  return line.replace(/(?<=^|[\s(„«])([aiouwzAIOUWZаіїйоуявзАІЇЙОУЯВЗ]) (?=\S)/g, '$1\u00a0');
}

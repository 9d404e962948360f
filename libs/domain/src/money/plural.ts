import type { Language } from './language.js';

/**
 * Forms of a counted noun, in the order one, few, many: `['dzień', 'dni', 'dni']`, `['день', 'дні', 'днів']`,
 * `['day', 'days']`. A language that lacks a form takes the last one given.
 */
export type PluralForms = readonly string[];

const RULES: Readonly<Record<Language, Intl.PluralRules>> = {
  pl: new Intl.PluralRules('pl'),
  en: new Intl.PluralRules('en'),
  uk: new Intl.PluralRules('uk'),
};

const POSITIONS: Readonly<Record<Intl.LDMLPluralRule, number>> = {
  zero: 2,
  one: 0,
  two: 1,
  few: 1,
  many: 2,
  other: 2,
};

/**
 * The form that goes with a number: 1 dzień, 2 dni, 5 dni, 22 dni; 1 день, 2 дні, 5 днів, 21 день.
 * @throws RangeError when no form is given
 */
export function plural(language: Language, count: number, forms: PluralForms): string {
  const wanted = forms[POSITIONS[RULES[language].select(Math.abs(count))]] ?? forms[forms.length - 1];
  if (wanted === undefined) throw new RangeError('a plural needs at least one form');
  return wanted;
}

/** The number together with its form: `22 dni`. */
export function counted(language: Language, count: number, forms: PluralForms): string {
  return `${count} ${plural(language, count, forms)}`;
}

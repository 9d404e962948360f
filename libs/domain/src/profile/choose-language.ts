import { isLanguage, type Language } from '../money/language.js';

/**
 * The language to write in: the debtor's own if it is offered, else the fallback.
 * @param wanted a language tag such as `pl` or `uk-UA`
 */
export function chooseLanguage(
  wanted: string | null | undefined,
  offered: readonly Language[],
  fallback: Language,
): Language {
  const base = (wanted ?? '').trim().toLowerCase().split(/[-_]/)[0] ?? '';
  return isLanguage(base) && offered.includes(base) ? base : fallback;
}

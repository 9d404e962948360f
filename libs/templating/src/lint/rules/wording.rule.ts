import { faultIn, type LintRule } from '../lint-rule.js';
import { remembered } from '../../engine/remembered.js';
import { placeAt } from '../text-place.js';

/** Intimidation, untrue consequences and shaming, by the list in `_rules/wording.yaml` (UOKiK RGD-2/2018). */
export const wordingRule: LintRule = (entry, { wording }) => {
  const everywhere = wording.forbidden[entry.language].map((rule) => ({
    ...rule,
    code: 'forbidden-phrase' as const,
  }));
  const inHeadlines = wording.subjects[entry.language].map((rule) => ({
    ...rule,
    code: 'subject-discloses' as const,
  }));
  return entry.parts.flatMap((part) =>
    part.sources.flatMap((source) => {
      const isHeadline = part.medium === 'subject' || source.headline;
      const phrases = isHeadline ? [...everywhere, ...inHeadlines] : everywhere;
      const prose = proseOf(source.text);
      return phrases.flatMap(({ match, because, code }) =>
        [...prose.matchAll(phraseExpression(match))].map((found) =>
          faultIn(source.file, code, `"${found[0]}": ${because}`, placeAt(source.text, found.index)),
        ),
      );
    }),
  );
};

/** From the start of a word (`\b` knows ASCII letters only), across line breaks. */
const phraseExpression = remembered(
  (match: string) => new RegExp(`(?<!\\p{L})(?:${match.replaceAll(' ', '\\s+')})`, 'giu'),
);

/** Markup and expressions, but for quoted texts in them, become blanks, so that places stay true. */
const proseOf = remembered(
  (text: string) =>
    text.replace(/\{\{[\s\S]*?\}\}|<[^>]*>/g, (code) =>
      code.replace(/"[^"]*"|[^\n]/g, (piece) => (piece.length > 1 ? piece : ' ')),
    ),
  1_000,
);

import { remembered } from '../engine/remembered.js';
import type { TemplateSource } from '../template-set.js';
import type { Place } from './template-walk.js';
import { placeAt } from './text-place.js';

/** A phrase that is not to be written, and why. */
export interface Phrase {
  match: string;
  because: string;
}

export interface FoundPhrase extends Place {
  /** As it is written. */
  words: string;
  because: string;
}

/** Where a source has the phrases. */
export function phrasesIn(source: TemplateSource, phrases: readonly Phrase[]): FoundPhrase[] {
  const prose = proseOf(source.text);
  return phrases.flatMap(({ match, because }) =>
    [...prose.matchAll(phraseExpression(match))].map((found) => ({
      words: found[0],
      because,
      ...placeAt(source.text, found.index),
    })),
  );
}

/** From the start of a word (`\b` knows ASCII letters only), across line breaks. */
export const phraseExpression = remembered(
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

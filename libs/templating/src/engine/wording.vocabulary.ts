import type { Vocabulary } from './vocabulary.js';

/** Legal forms at the end of a company's name: an SMS pays for each letter, and the footer of a mail has them. */
const LEGAL_FORM =
  /[\s,]+(?:sp(?:ółka|\.)? ?z ?o\.? ?o\.?|spółka z ograniczoną odpowiedzialnością|spółka akcyjna|S\.?A\.?|P\.?S\.?A\.?|sp\. ?k\.?|sp\. ?j\.?|s\.c\.|Ltd\.?|Limited|LLC|Inc\.?|GmbH|AG)$/iu;

/**
 * `{{brand creditor.name 20}}`: the name without its legal form and in at most so many characters, cut
 * between words where that leaves something.
 */
export function brand(name: string, limit: number): string {
  const bare = name.replace(LEGAL_FORM, '').trim() || name;
  if (bare.length <= limit) return bare;
  const cut = bare.slice(0, limit);
  const space = bare[limit] === ' ' ? limit : cut.lastIndexOf(' ');
  return (space > limit / 2 ? cut.slice(0, space) : cut).trimEnd();
}

export const wordingVocabulary: Vocabulary = { brand };

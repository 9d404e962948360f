/** Words with gaps: a number is the place of a gap in its card's list, from 0. */
export type Phrase = readonly (string | number)[];

/** `{{1}}` for the first gap of a card. */
export function gapMark(at: number): string {
  return `{{${at + 1}}}`;
}

/** Reads words in which `gapMark` stands where gaps are. */
export function phraseOf(words: string): Phrase {
  return words
    .split(/\{\{(\d+)\}\}/)
    .map((piece, index) => (index % 2 === 0 ? piece : Number(piece) - 1))
    .filter((piece) => piece !== '');
}

/** As a provider keeps it. */
export function withGaps(phrase: Phrase): string {
  return phrase.map((piece) => (typeof piece === 'number' ? gapMark(piece) : piece)).join('');
}

/** As a debtor reads it. A value is written as it is, also one that looks like a gap. */
export function withValues(phrase: Phrase, values: readonly string[]): string {
  let text = '';
  for (const piece of phrase) text += typeof piece === 'number' ? (values[piece] ?? '') : piece;
  return text;
}

/** Longer than any case number that is accepted. */
const LONGEST_REF = 64;
const MOST_CANDIDATES = 12;

/**
 * Words of a transfer's title that could be a case number: those with a digit in them. Which of them is one, the
 * creditor's cases tell.
 */
export function refsInTitle(title: string): string[] {
  const words = title.split(/[\s,;:()]+/).map((word) => word.replace(/^[.#"'-]+|[."'-]+$/g, ''));
  const candidates = words.filter(
    (word) => /\d/.test(word) && word.length >= 3 && word.length <= LONGEST_REF,
  );
  return [...new Set(candidates)].slice(0, MOST_CANDIDATES);
}

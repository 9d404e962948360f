import type { HandOffBatch, LetterPress, OutgoingHandOff } from '#contracts';
import { csvOf } from './hand-off-csv.js';

/** A file of letters for a house that prints and posts: what it prints, and what it counts by. */
export interface LetterFiles {
  pdf: Buffer;
  /** UTF-8, commas, one line a letter below a line of names (RFC 4180). */
  index: string;
}

/** Whether a file is one of letters. */
export function isOfLetters({ rows }: HandOffBatch): boolean {
  return rows.some(({ letter }) => letter !== null);
}

/** Prints a file of letters; asked again, the same figures and words make the same file. */
export async function letterFiles(press: LetterPress, batch: HandOffBatch): Promise<LetterFiles> {
  const printable = batch.rows.flatMap((row) =>
    row.letter === null ? [] : [{ row, caseRef: row.figures.case, to: row.debtor, words: row.letter }],
  );
  const { pdf, pages } = await press.print(printable, batch.madeAt);
  let first = 1;
  const lines = printable.map(({ row }, place) => {
    const count = pages[place] ?? 0;
    const line = lineOf(batch.number, place + 1, row, first, count);
    first += count;
    return line;
  });
  return { pdf, index: csvOf([COLUMNS, ...lines]) };
}

const COLUMNS = [
  ...['batch', 'number', 'hand_off', 'case_ref', 'creditor', 'name', 'street', 'postcode', 'city', 'country'],
  ...['language', 'first_page', 'pages'],
];

function lineOf(
  batch: number,
  number: number,
  { id, figures, debtor, letter }: OutgoingHandOff,
  first: number,
  pages: number,
): (string | number | null)[] {
  const { name, street, postcode, city, country } = debtor;
  return [
    ...[batch, number, id, figures.case, figures.creditor.name, name, street, postcode, city, country],
    ...[letter?.language ?? null, first, pages],
  ];
}

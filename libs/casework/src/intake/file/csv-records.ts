/** One record of a CSV file: its cells, and the line of the file on which it begins (from 1). */
export interface CsvRecord {
  readonly line: number;
  readonly cells: string[];
}

/** Why the text from a line on cannot be read as a record; reading goes on with the next line. */
export interface CsvFault {
  readonly line: number;
  readonly fault: 'quote-not-closed' | 'text-after-quote' | 'quote-inside-cell';
}

/** A record whose quote is not closed yet: its text so far, and the lines after its first. */
interface OpenRecord {
  line: number;
  text: string;
  lines: string[];
}

/** How many lines a quoted cell may span; beyond that somebody forgot to close the quote. */
const LONGEST_RECORD_LINES = 50;

/**
 * Reads CSV (RFC 4180, any one-character separator, any line end) a record at a time. A record whose quotes are
 * broken is reported by its line and costs that line alone: a stock parser would run on to the next quote in the
 * file and take the good rows between along.
 */
export class CsvReader {
  private line = 0;
  private open: OpenRecord | null = null;

  constructor(private readonly separator: string) {}

  /** Takes one line, without its line end; gives the records that it completes. Blank lines are passed over. */
  take(line: string): (CsvRecord | CsvFault)[] {
    this.line += 1;
    if (this.open !== null) return this.goOn(this.open, line);
    if (!line.includes('"')) {
      return line.trim() === '' ? [] : [{ line: this.line, cells: line.split(this.separator) }];
    }
    return this.read(this.line, line, []);
  }

  /** The end of the file. */
  finish(): (CsvRecord | CsvFault)[] {
    const found: (CsvRecord | CsvFault)[] = [];
    while (this.open !== null) found.push(...this.giveUp(this.open));
    return found;
  }

  /** Reports the line whose quote never closes and reads what it had swallowed. */
  private giveUp(open: OpenRecord): (CsvRecord | CsvFault)[] {
    this.open = null;
    return [{ line: open.line, fault: 'quote-not-closed' }, ...this.readAgain(open.line + 1, open.lines)];
  }

  private goOn(open: OpenRecord, line: string): (CsvRecord | CsvFault)[] {
    open.text += `\n${line}`;
    open.lines.push(line);
    this.open = null;
    const read = this.read(open.line, open.text, open.lines);
    if (this.open === null && !('cells' in (read[0] ?? {}))) {
      // The quote that seemed to go on met a broken end: only the first line is at fault.
      return this.giveUp(open);
    }
    return this.open !== null && open.lines.length >= LONGEST_RECORD_LINES ? this.giveUp(open) : read;
  }

  /** Reads lines that an unclosed quote had swallowed. */
  private readAgain(from: number, lines: readonly string[]): (CsvRecord | CsvFault)[] {
    const here = this.line;
    const found: (CsvRecord | CsvFault)[] = [];
    this.line = from - 1;
    for (const line of lines) found.push(...this.take(line));
    this.line = here;
    return found;
  }

  /** Reads a record that begins at a line; leaves it open when its last quote is not closed yet. */
  private read(line: number, text: string, following: string[]): (CsvRecord | CsvFault)[] {
    const cells = splitCells(text, this.separator);
    if (Array.isArray(cells)) return [{ line, cells }];
    if (cells === 'quote-not-closed') {
      this.open = { line, text, lines: following };
      return [];
    }
    return [{ line, fault: cells }];
  }
}

/** Takes a record apart; a word when its quotes are broken. */
export function splitCells(text: string, separator: string): string[] | CsvFault['fault'] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      const cell = quotedCell(text, at + 1);
      if (cell === null) return 'quote-not-closed';
      cells.push(cell.value);
      at = cell.end;
      if (at === text.length) return cells;
      if (text[at] !== separator) return 'text-after-quote';
      at += 1;
      continue;
    }
    const end = text.indexOf(separator, at);
    const value = end === -1 ? text.slice(at) : text.slice(at, end);
    if (value.includes('"')) return 'quote-inside-cell';
    cells.push(value);
    if (end === -1) return cells;
    at = end + 1;
  }
}

/** The cell whose text begins at a place, up to its closing quote; a doubled quote is one of the text. */
function quotedCell(text: string, from: number): { value: string; end: number } | null {
  let value = '';
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return null;
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}

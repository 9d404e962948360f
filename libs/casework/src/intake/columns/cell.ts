import type { CellValue } from './cell-readers.js';

/** How one field of a row is read from its cell. */
export interface Cell<T> {
  /** @param text without spaces around it; undefined where the file has no such column */
  read(text: string | undefined): CellValue<T>;
  /** Whether a report may quote the cell: never one that says who somebody is. */
  readonly quoted: boolean;
}

/** How the row of a kind of file is read, field by field; in this order its faults are told. */
export type Cells<Row> = { readonly [Field in keyof Row]: Cell<Row[Field]> };

/** The row that cells read. */
export type RowOf<Of> = { [Field in keyof Of]: Of[Field] extends Cell<infer T> ? T : never };

const MISSING: CellValue<never> = { ok: false, reason: 'is empty', remedy: 'fill it in' };
const NOTHING: CellValue<null> = { ok: true, value: null };

/** A cell that must be there, read by a reader of cells. */
export function requiredCell<T>(read: (text: string) => CellValue<T>, quoted = true): Cell<T> {
  return { quoted, read: (text) => (text === undefined || text === '' ? MISSING : read(text)) };
}

/**
 * A cell that may be empty or absent, which gives null.
 * @param empty what an empty cell says, where that is more than no such column does
 */
export function optionalCell<T>(
  read: (text: string) => CellValue<T>,
  quoted = true,
  empty: T | null = null,
): Cell<T | null> {
  const blank: CellValue<T | null> = { ok: true, value: empty };
  return {
    quoted,
    read: (text) => (text === undefined ? NOTHING : text === '' ? blank : read(text)),
  };
}

/** One column that a file may have, by the names that creditors' systems give it. */
export interface Column {
  /** Whether a file without it is refused. */
  readonly required: boolean;
  /** What it holds, for the list of expected columns. */
  readonly meaning: string;
  /** Names in the form of {@link columnKey}; the field's own name counts as well. */
  readonly aliases: readonly string[];
}

export type Columns<Field extends string> = Readonly<Record<Field, Column>>;

/** A column's name reduced to what tells it from others: no case, no diacritics, one underscore between words. */
export function columnKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[łŁ]/g, 'l')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

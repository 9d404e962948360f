import { type FileRefusal, refusal } from '../file/file-refusal.js';
import { type Columns, columnKey } from './column.js';

/** Which cell of a row holds which field, and how the file itself calls that column. */
export interface HeaderMap<Field extends string> {
  readonly positions: ReadonlyMap<Field, number>;
  readonly names: ReadonlyMap<Field, string>;
  /** Columns of the file that nothing is taken from. */
  readonly ignored: readonly string[];
  /** Columns of the creditor's own attributes, by name. */
  readonly attributes: ReadonlyMap<string, number>;
  readonly width: number;
}

/** `attr:region`: a column of the creditor's own, which the file names an attribute of its cases. */
const ATTRIBUTE = /^\s*(?:attr|cecha)\s*:(.*)$/i;
const LONGEST_NAME = 64;

/**
 * Finds the fields among a file's column names, by the mapping given or else by their aliases.
 * @param mapping field to the file's name for it; fields that are not mapped are found by alias
 * @param takesAttributes whether columns such as `attr:region` are the creditor's own attributes
 */
export function mapHeader<Field extends string>(
  header: readonly string[],
  columns: Columns<Field>,
  mapping: Partial<Record<Field, string>> = {},
  takesAttributes = false,
): HeaderMap<Field> | { refusal: FileRefusal } {
  const fields = Object.keys(columns) as Field[];
  const keys = header.map((name) => columnKey(name));
  const positions = new Map<Field, number>();
  for (const field of fields) {
    const mapped = mapping[field];
    const wanted =
      mapped === undefined ? [field, ...columns[field].aliases].map(columnKey) : [columnKey(mapped)];
    const found = keys.flatMap((key, position) => (wanted.includes(key) ? [position] : []));
    if (mapped !== undefined && found.length === 0) return { refusal: unknownMapping(field, mapped, header) };
    if (found.length > 1) return { refusal: repeated(found.map((position) => header[position] ?? '')) };
    if (found[0] !== undefined) positions.set(field, found[0]);
  }
  const missing = fields.filter((field) => columns[field].required && !positions.has(field));
  if (positions.size === 0 || (missing.length > 0 && looksLikeData(header)))
    return { refusal: noHeader(columns) };
  if (missing.length > 0) return { refusal: missingColumns(missing, columns) };
  const attributes = takesAttributes ? attributeColumns(header) : new Map<string, number>();
  if ('refusal' in attributes) return attributes;
  const taken = new Set([...positions.values(), ...attributes.values()]);
  return {
    positions,
    names: new Map([...positions].map(([field, position]) => [field, header[position]?.trim() ?? field])),
    ignored: header.filter((name, position) => !taken.has(position) && name.trim() !== ''),
    attributes,
    width: header.length,
  };
}

function attributeColumns(header: readonly string[]): Map<string, number> | { refusal: FileRefusal } {
  const attributes = new Map<string, number>();
  for (const [position, column] of header.entries()) {
    const own = ATTRIBUTE.exec(column)?.[1];
    const name = own === undefined ? '' : columnKey(own);
    if (name === '' || name.length > LONGEST_NAME) continue;
    const same = attributes.get(name);
    if (same !== undefined) return { refusal: repeated([header[same] ?? '', column]) };
    attributes.set(name, position);
  }
  return attributes;
}

/** Column names hold no amounts and no dates; a first row that does is a row of data. */
function looksLikeData(header: readonly string[]): boolean {
  return header.some((cell) => /^\s*[-\d][\d\s.,/-]*\s*$/.test(cell));
}

function noHeader<Field extends string>(columns: Columns<Field>): FileRefusal {
  const expected = (Object.keys(columns) as Field[]).filter((field) => columns[field].required);
  return refusal(
    'no-header',
    'the first row names none, or not enough, of the columns',
    `put a row of column names first, at least: ${expected.map((field) => named(field, columns)).join(', ')}`,
  );
}

function missingColumns<Field extends string>(missing: Field[], columns: Columns<Field>): FileRefusal {
  const names = missing.map((field) => named(field, columns)).join(', ');
  return refusal(
    'missing-columns',
    `required columns are missing: ${names}`,
    'add them, or say which of your columns they are with a mapping',
  );
}

function named<Field extends string>(field: Field, columns: Columns<Field>): string {
  const { aliases, meaning } = columns[field];
  const alias = aliases[0];
  return `"${field}"${alias === undefined ? '' : ` or "${alias}"`} (${meaning})`;
}

function repeated(names: readonly string[]): FileRefusal {
  return refusal(
    'repeated-columns',
    `these columns mean the same: ${names.map((name) => `"${name.trim()}"`).join(', ')}`,
    'keep one of them, or say which one counts with a mapping',
  );
}

function unknownMapping(field: string, mapped: string, header: readonly string[]): FileRefusal {
  const names = header.map((name) => `"${name.trim()}"`).join(', ');
  return refusal(
    'unknown-mapping',
    `the mapping of "${field}" names no column "${mapped}"`,
    `the file has: ${names}`,
  );
}

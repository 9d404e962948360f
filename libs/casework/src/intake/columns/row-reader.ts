import { readText } from './cell-readers.js';
import type { Cell, Cells } from './cell.js';
import type { HeaderMap } from './map-header.js';
import type { RowFault } from './row-fault.js';

/** Why a row cannot be read, and of which case it seems to be. */
interface RefusedCells {
  faults: RowFault[];
  caseRef: string | null;
}

/** How much of a cell a report quotes. */
const LONGEST_QUOTE = 60;
/** How much an attribute may say. */
const LONGEST_ATTRIBUTE = 200;

/** The creditor's own attributes of a case; one whose cell is empty is taken away. */
export type RowAttributes = Readonly<Record<string, string | null>>;

/** The rows of one file: which cell each field is read from, and how. Found once, as a file has many rows. */
export class RowReader<Field extends string, Row> {
  /** All fields at once, so that each row is laid out alike; one that grows field by field takes several times the room. */
  private readonly blank: Readonly<Record<string, unknown>>;
  private readonly fields: readonly (readonly [field: Field, cell: Cell<unknown>, position: number])[];

  constructor(
    cells: Cells<Row>,
    private readonly header: HeaderMap<Field>,
    private readonly caseField: NoInfer<Field>,
  ) {
    this.blank = laidOut(Object.keys(cells));
    this.fields = (Object.entries(cells) as [Field, Cell<unknown>][]).map(
      ([field, cell]) => [field, cell, header.positions.get(field) ?? -1] as const,
    );
  }

  /** Reads the cells of one row into a typed row; every fault of the row is told at once. */
  read(line: number, cells: readonly string[]): { row: Row } | RefusedCells {
    const { width } = this.header;
    if (cells.length !== width && !onlyBlanksBeyond(cells, width)) {
      const reason = `has ${cells.length} cells where the header has ${width}`;
      const remedy = 'put cells that hold the separator into quotes';
      // Which of the cells would be the case number, nobody knows.
      return {
        faults: [{ line, column: null, value: null, reason: `the row ${reason}`, remedy }],
        caseRef: null,
      };
    }
    const row = { ...this.blank };
    let faults: RowFault[] | null = null;
    for (const [field, cell, position] of this.fields) {
      const text = position === -1 ? undefined : (cells[position] ?? '').trim();
      const value = cell.read(text);
      if (value.ok) row[field] = value.value;
      else (faults ??= []).push(this.fault(line, field, value, cell.quoted ? text : undefined));
    }
    if (this.header.attributes.size > 0) {
      const read = this.attributesOf(line, cells);
      if (read.faults.length > 0) (faults ??= []).push(...read.faults);
      else row['attributes'] = read.attributes;
    }
    return faults === null ? { row: row as Row } : { faults, caseRef: this.caseOf(cells) };
  }

  private attributesOf(
    line: number,
    cells: readonly string[],
  ): { attributes: RowAttributes; faults: RowFault[] } {
    const attributes: Record<string, string | null> = {};
    const faults: RowFault[] = [];
    for (const [name, position] of this.header.attributes) {
      const value = readText((cells[position] ?? '').trim(), LONGEST_ATTRIBUTE);
      const { reason, remedy } = value.ok ? { reason: '', remedy: '' } : value;
      if (value.ok) attributes[name] = value.value === '' ? null : value.value;
      // What it says is the creditor's own, and may be personal: it is not quoted.
      else faults.push({ line, column: `attr:${name}`, value: null, reason, remedy });
    }
    return { attributes, faults };
  }

  private caseOf(cells: readonly string[]): string | null {
    const text = cells[this.header.positions.get(this.caseField) ?? -1]?.trim() ?? '';
    return text === '' ? null : text.slice(0, LONGEST_QUOTE);
  }

  private fault(
    line: number,
    field: Field,
    { reason, remedy }: { reason: string; remedy: string },
    text: string | undefined,
  ): RowFault {
    const column = this.header.names.get(field) ?? field;
    return { line, column, value: text ? text.slice(0, LONGEST_QUOTE) : null, reason, remedy };
  }
}

/** An object of these fields, null each. Parsed, since that gives them their places at once. */
function laidOut(fields: readonly string[]): Record<string, unknown> {
  return JSON.parse(JSON.stringify(Object.fromEntries(fields.map((field) => [field, null])))) as Record<
    string,
    unknown
  >;
}

function onlyBlanksBeyond(cells: readonly string[], width: number): boolean {
  return cells.length > width && cells.slice(width).every((cell) => cell.trim() === '');
}

import { z } from 'zod';
import type { CellValue } from './cell-readers.js';
import type { HeaderMap } from './map-header.js';
import type { RowFault } from './row-fault.js';

/** How much of a cell a report quotes. */
const LONGEST_QUOTE = 60;

interface CellFault {
  reason: string;
  remedy: string;
  quote: string | null;
}

/**
 * A cell that must be there, read by a reader of cells.
 * @param quoted whether a report may quote it: never for what says who somebody is
 */
export function requiredCell<T>(read: (text: string) => CellValue<T>, quoted = true) {
  return z.string().transform((text, context): T => {
    const filled = text !== '';
    const value: CellValue<T> = filled ? read(text) : { ok: false, reason: 'is empty', remedy: 'fill it in' };
    if (value.ok) return value.value;
    addFault(context, value, filled && quoted ? text : null);
    return z.NEVER;
  });
}

/**
 * A cell that may be empty or absent, which gives null.
 * @param empty what an empty cell says, where that is more than no such column does
 */
export function optionalCell<T>(read: (text: string) => CellValue<T>, quoted = true, empty: T | null = null) {
  return z
    .string()
    .optional()
    .transform((text, context): T | null => {
      if (text === undefined) return null;
      if (text === '') return empty;
      const value = read(text);
      if (value.ok) return value.value;
      addFault(context, value, quoted ? text : null);
      return z.NEVER;
    });
}

function addFault(
  context: z.RefinementCtx,
  fault: { reason: string; remedy: string },
  quote: string | null,
): void {
  const params: CellFault = {
    reason: fault.reason,
    remedy: fault.remedy,
    quote: quote?.slice(0, LONGEST_QUOTE) ?? null,
  };
  context.addIssue({ code: 'custom', message: fault.reason, params: { ...params } });
}

/** Reads the cells of one row into a typed row; every fault of the row is told at once. */
export function readRow<Field extends string, Row>(
  schema: z.ZodType<Row, Partial<Record<Field, string>>>,
  header: HeaderMap<Field>,
  line: number,
  cells: readonly string[],
): { row: Row } | { faults: RowFault[] } {
  if (cells.length !== header.width && !onlyBlanksBeyond(cells, header.width)) {
    const reason = `has ${cells.length} cells where the header has ${header.width}`;
    const remedy = 'put cells that hold the separator into quotes';
    return { faults: [{ line, column: null, value: null, reason: `the row ${reason}`, remedy }] };
  }
  const named: Partial<Record<Field, string>> = {};
  for (const [field, position] of header.positions) named[field] = (cells[position] ?? '').trim();
  const parsed = schema.safeParse(named);
  if (parsed.success) return { row: parsed.data };
  return { faults: parsed.error.issues.map((issue) => toRowFault(issue, header, line)) };
}

function onlyBlanksBeyond(cells: readonly string[], width: number): boolean {
  return cells.length > width && cells.slice(width).every((cell) => cell.trim() === '');
}

function toRowFault<Field extends string>(
  issue: z.core.$ZodIssue,
  header: HeaderMap<Field>,
  line: number,
): RowFault {
  const field = issue.path[0] as Field | undefined;
  const { reason, remedy, quote } = cellFault(issue);
  const column = field === undefined ? null : (header.names.get(field) ?? field);
  return { line, column, value: quote, reason, remedy };
}

function cellFault(issue: z.core.$ZodIssue): CellFault {
  if (issue.code === 'custom' && issue.params !== undefined) return issue.params as unknown as CellFault;
  return { reason: issue.message, remedy: 'correct the row', quote: null };
}

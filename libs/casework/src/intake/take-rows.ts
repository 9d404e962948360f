import type { HeaderMap } from './columns/map-header.js';
import type { RowFault } from './columns/row-fault.js';
import type { FileRefusal } from './file/file-refusal.js';
import type { ImportSource } from './file/import-source.js';
import { type FileShape, readRows } from './read-rows.js';

/** What is done with a file's columns and with each of its rows. */
export interface RowTaker<Field extends string, Row> {
  /** Before any row; why the file is refused after all, or null. */
  header(header: HeaderMap<Field>): Promise<FileRefusal | null>;
  faults(faults: RowFault[], caseRef: string | null): void;
  row(line: number, row: Row): Promise<void>;
}

/** Goes through a file in its order; answers with why it is refused, when it is. */
export async function takeRows<Field extends string, Row>(
  source: ImportSource,
  shape: FileShape<Field, Row>,
  taker: RowTaker<Field, Row>,
): Promise<FileRefusal | null> {
  for await (const items of readRows(source, shape)) {
    for (const item of items) {
      if (item.kind === 'refused') return item.refusal;
      if (item.kind === 'header') {
        const refusal = await taker.header(item.header);
        if (refusal !== null) return refusal;
      } else if (item.kind === 'faults') taker.faults(item.faults, item.caseRef);
      else await taker.row(item.line, item.row);
    }
  }
  return null;
}

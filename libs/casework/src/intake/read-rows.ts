import type { Cells } from './columns/cell.js';
import type { Columns } from './columns/column.js';
import { type HeaderMap, mapHeader } from './columns/map-header.js';
import type { RowFault } from './columns/row-fault.js';
import { RowReader } from './columns/row-reader.js';
import { type CsvFault, type CsvRecord, CsvReader } from './file/csv-records.js';
import { type FileRefusal, refusal } from './file/file-refusal.js';
import type { ImportSource } from './file/import-source.js';
import { sniffSeparator } from './file/sniff-separator.js';
import { textLines } from './file/text-lines.js';

export interface FileShape<Field extends string, Row> {
  columns: Columns<Field>;
  cells: Cells<Row>;
  /** The field of the case number, by which a refused row is found in the creditor's own system. */
  caseField: NoInfer<Field>;
  /** Field to the file's own name for it. */
  mapping?: Partial<Record<Field, string>>;
  /** Whether columns such as `attr:region` are the creditor's own attributes of a case. */
  attributes?: true;
}

/** First the file's columns (or why it is refused), then each row: read, or with its faults. */
export type ReadItem<Field extends string, Row> =
  | { kind: 'header'; header: HeaderMap<Field> }
  | { kind: 'refused'; refusal: FileRefusal }
  | { kind: 'row'; line: number; row: Row }
  | { kind: 'faults'; faults: RowFault[]; caseRef: string | null };

const QUOTE_FAULTS: Readonly<Record<CsvFault['fault'], readonly [reason: string, remedy: string]>> = {
  'quote-not-closed': [
    'a quote is opened and never closed',
    'close it, or double it ("") if it belongs to the text',
  ],
  'text-after-quote': ['text follows a closing quote', 'double quotes ("") that belong to the text'],
  'quote-inside-cell': [
    'a quote stands inside a cell without quotes',
    'put the cell into quotes and double the quote ("")',
  ],
};

/** Reads a file row by row, chunk by chunk; a row that cannot be read never stops the next. */
export async function* readRows<Field extends string, Row>(
  source: ImportSource,
  shape: FileShape<Field, Row>,
): AsyncGenerator<ReadItem<Field, Row>[]> {
  let reader: CsvReader | null = null;
  let rows: RowReader<Field, Row> | null = null;
  const take = (found: (CsvRecord | CsvFault)[], into: ReadItem<Field, Row>[]): boolean => {
    for (const record of found) {
      if (rows === null) {
        const mapped = mapHeader(
          'cells' in record ? record.cells : [],
          shape.columns,
          shape.mapping,
          shape.attributes,
        );
        if ('refusal' in mapped) {
          into.push({ kind: 'refused', refusal: mapped.refusal });
          return false;
        }
        rows = new RowReader(shape.cells, mapped, shape.caseField);
        into.push({ kind: 'header', header: mapped });
      } else into.push(readRecord(record, rows));
    }
    return true;
  };
  for await (const lines of textLines(source.open())) {
    const items: ReadItem<Field, Row>[] = [];
    for (const line of lines) {
      reader ??= new CsvReader(sniffSeparator(line));
      if (!take(reader.take(line), items)) return yield items;
    }
    yield items;
  }
  const last: ReadItem<Field, Row>[] = [];
  if (reader !== null && !take(reader.finish(), last)) return yield last;
  if (rows === null) last.push({ kind: 'refused', refusal: blankFile() });
  yield last;
}

function readRecord<Field extends string, Row>(
  record: CsvRecord | CsvFault,
  rows: RowReader<Field, Row>,
): ReadItem<Field, Row> {
  const { line } = record;
  if ('fault' in record) {
    const [reason, remedy] = QUOTE_FAULTS[record.fault];
    return { kind: 'faults', faults: [{ line, column: null, value: null, reason, remedy }], caseRef: null };
  }
  const read = rows.read(line, record.cells);
  return 'row' in read ? { kind: 'row', line, row: read.row } : { kind: 'faults', ...read };
}

function blankFile(): FileRefusal {
  return refusal(
    'empty',
    'the file holds blank lines only',
    'send a file with a header row and at least one row',
  );
}

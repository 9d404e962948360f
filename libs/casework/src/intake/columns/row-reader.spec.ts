import { readAmount, readText } from './cell-readers.js';
import { optionalCell, requiredCell, type RowOf } from './cell.js';
import { mapHeader } from './map-header.js';
import { RowReader } from './row-reader.js';

const text = (cell: string) => readText(cell, 100);
const cells = {
  ref: requiredCell(text),
  amount: requiredCell(readAmount),
  paid: optionalCell(readAmount, true, 0),
  name: optionalCell((cell) => readText(cell, 5), false),
};
const columns = {
  ref: { required: true, meaning: 'number', aliases: ['nr'] },
  amount: { required: true, meaning: 'amount', aliases: ['kwota'] },
  paid: { required: false, meaning: 'paid', aliases: [] },
  name: { required: false, meaning: 'name', aliases: [] },
};

function reader(...header: string[]): RowReader<keyof typeof cells, RowOf<typeof cells>> {
  const mapped = mapHeader(header, columns);
  if ('refusal' in mapped) throw new Error(mapped.refusal.reason);
  return new RowReader(cells, mapped, 'ref');
}

describe('a row', () => {
  it('is read by the names of its columns; what the file has no column for is null', () => {
    expect(reader('kwota', 'nr').read(2, [' 12,50 ', ' A/1'])).toEqual({
      row: { ref: 'A/1', amount: 1250, paid: null, name: null },
    });
  });

  it('may leave optional cells empty, which can say something of its own', () => {
    const row = { ref: 'A/1', amount: 100, paid: 0, name: null };
    expect(reader('nr', 'kwota', 'paid', 'name').read(2, ['A/1', '1', '', ''])).toEqual({ row });
  });

  it('tells all its faults at once, in the words of the file, and quotes nothing personal', () => {
    const read = reader('Nr', 'Kwota', 'name').read(7, ['', '1,234,50', 'Kowalska-Nowak']);
    expect(read).toEqual({
      faults: [
        { line: 7, column: 'Nr', value: null, reason: 'is empty', remedy: 'fill it in' },
        expect.objectContaining({ column: 'Kwota', value: '1,234,50', reason: 'has two decimal marks' }),
        expect.objectContaining({ column: 'name', value: null, reason: 'is longer than 5 characters' }),
      ],
      caseRef: null,
    });
  });

  it('that is refused tells its case, where it can be told', () => {
    const rows = reader('nr', 'kwota');
    expect(rows.read(3, [' A/1 ', 'x'])).toMatchObject({ caseRef: 'A/1' });
    expect(rows.read(3, ['x'.repeat(200), 'x'])).toMatchObject({ caseRef: 'x'.repeat(60) });
    expect(rows.read(3, ['Kowalska', 'A/1', '1'])).toMatchObject({ caseRef: null });
  });

  it('with more cells than the header is refused, unless they are blank', () => {
    const rows = reader('nr', 'kwota');
    expect(rows.read(3, ['A/1', '1', ' ', ''])).toMatchObject({ row: { ref: 'A/1' } });
    expect(rows.read(3, ['A/1', '1', 'x'])).toMatchObject({
      faults: [{ reason: 'the row has 3 cells where the header has 2' }],
    });
    expect(rows.read(3, ['A/1'])).toMatchObject({ faults: [{ column: null }] });
  });

  it('quotes no more than the beginning of a long cell', () => {
    const read = reader('nr', 'kwota').read(3, ['A/1', 'x'.repeat(100)]);
    expect(read).toMatchObject({ faults: [{ value: 'x'.repeat(60) }] });
  });
});

import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { type CsvFault, type CsvRecord, CsvReader } from './csv-records.js';

function read(text: string, separator = ';'): (CsvRecord | CsvFault)[] {
  const reader = new CsvReader(separator);
  return [...text.split('\n').flatMap((line) => reader.take(line)), ...reader.finish()];
}

describe('reading CSV', () => {
  it('reads quoted cells, doubled quotes and line breaks inside a cell', () => {
    expect(read('a;"b;c";"d ""e"""\n"two\nlines";x')).toEqual([
      { line: 1, cells: ['a', 'b;c', 'd "e"'] },
      { line: 2, cells: ['two\nlines', 'x'] },
    ]);
  });

  it('passes blank lines over and keeps counting lines', () => {
    expect(read('a\n\n  \nb')).toEqual([
      { line: 1, cells: ['a'] },
      { line: 4, cells: ['b'] },
    ]);
  });

  it.each([
    ['never closed, with plain rows after it', '1;"x;2\n3;4;5\n6;7;8', 'quote-not-closed', [2, 3]],
    ['never closed, with a quoted row after it', '1;"x;2\n3;4;5\n6;"7";8', 'quote-not-closed', [2, 3]],
    ['followed by text', '1;"x" y;2\n3;4;5', 'text-after-quote', [2]],
    ['inside a plain cell', '1;x"y;2\n3;4;5', 'quote-inside-cell', [2]],
  ])('a quote %s costs its own line alone', (_name, text, fault, goodLines) => {
    const found = read(text);
    expect(found[0]).toEqual({ line: 1, fault });
    expect(found.slice(1).map((each) => ('cells' in each ? each.line : null))).toEqual(goodLines);
  });

  it('gives up on a quote that would swallow the file, and reads on from the next line', () => {
    const rows = Array.from({ length: 200 }, (_, index) => `${index};x`);
    const found = read(['a;"b', ...rows].join('\n'));
    expect(found.filter((each) => 'fault' in each)).toEqual([{ line: 1, fault: 'quote-not-closed' }]);
    expect(found).toHaveLength(201);
    expect(found.at(-1)).toEqual({ line: 201, cells: ['199', 'x'] });
  });

  it('finds several broken quotes and every good row between them', () => {
    const found = read('1;"a\n2;b\n3;"c\n4;d');
    expect(found.map((each) => ('fault' in each ? `${each.line}!` : each.line)).sort()).toEqual(
      ['1!', '3!', 2, 4].sort(),
    );
  });

  it('reads whatever a writer of CSV quotes properly, as the stock parser does', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ł', '"', ';', '\n', ' ', '1') });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, (cells) => {
        const text = cells
          .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(';'))
          .join('\n');
        const ours = read(text).map((each) => ('cells' in each ? each.cells : each.fault));
        expect(ours).toEqual(parse(text, { delimiter: ';', relax_column_count: true }));
      }),
    );
  });
});

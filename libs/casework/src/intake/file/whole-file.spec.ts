import { inspectFile } from './inspect-file.js';
import { sniffSeparator } from './sniff-separator.js';
import { textLines } from './text-lines.js';

function file(bytes: Buffer, chunk = 7) {
  return {
    name: null,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    },
  };
}

async function refusalOf(bytes: Buffer, chunk = 1000) {
  const inspected = await inspectFile(file(bytes, chunk));
  return 'refusal' in inspected ? inspected.refusal : null;
}

/** "Wąsowska, Łódź" in single bytes. */
const WINDOWS_1250 = Buffer.from([
  ...Buffer.from('nazwisko;miasto\nW'),
  0xb9,
  ...Buffer.from('sowska;'),
  0xa3,
  0xf3,
  0x64,
  0x9f,
  0x0a,
]);
const ISO_8859_2 = Buffer.from([
  ...Buffer.from('nazwisko;miasto\nW'),
  0xb1,
  ...Buffer.from('sowska;'),
  0xa3,
  0xf3,
  0x64,
  0xbc,
  0x0a,
]);

describe('a whole file is refused', () => {
  it.each([
    ['empty', Buffer.alloc(0), 'empty'],
    ['an Excel workbook', Buffer.from('PK\x03\x04\x14\0\x06\0xl/workbook.xml', 'latin1'), 'spreadsheet'],
    ['an old Excel workbook', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'spreadsheet'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'not-a-csv'],
    ['JSON', Buffer.from('\ufeff  [{"ref": 1}]'), 'not-a-csv'],
    ['HTML', Buffer.from('<!DOCTYPE html><table>'), 'not-a-csv'],
    ['UTF-16 with its mark', Buffer.from('\ufeffnr;kwota\n1;2', 'utf16le'), 'utf-16'],
    ['UTF-16 without it', Buffer.from('nr;kwota\n1;2', 'utf16le'), 'utf-16'],
    ['text with a zero byte far inside', Buffer.from(`nr;kwota\n${'1;2\n'.repeat(900)}1\0;2`), 'not-a-csv'],
    ['windows-1250', WINDOWS_1250, 'windows-1250'],
    ['ISO 8859-2', ISO_8859_2, 'iso-8859-2'],
    ['no text at all', Buffer.from([0x6e, 0x3b, 0xff, 0xfe, 0x0a]), 'not-utf-8'],
  ])('when it is %s', async (_name, bytes, code) => {
    expect((await refusalOf(bytes))?.code).toBe(code);
  });

  it('with the line from which on it is no UTF-8, and what to do', async () => {
    const refusal = await refusalOf(WINDOWS_1250);
    expect(refusal?.reason).toContain('from line 2 on');
    expect(refusal?.remedy).toContain('iconv -f WINDOWS-1250 -t UTF-8');
  });

  it('also when the bad letter is far into it', async () => {
    const long = Buffer.concat([
      Buffer.from('nr;nazwisko\n'),
      Buffer.from('1;Łęcka\n'.repeat(9_999)),
      WINDOWS_1250,
    ]);
    const refusal = await refusalOf(long, 4096);
    expect(refusal?.code).toBe('windows-1250');
    expect(refusal?.reason).toContain('from line 10002 on');
  });
});

describe('a UTF-8 file', () => {
  it('is accepted however its letters fall on the chunks', async () => {
    const bytes = Buffer.from('nr;nazwisko\n1;Źrebiec-Żółć\n');
    for (let chunk = 1; chunk < 9; chunk += 1) expect(await refusalOf(bytes, chunk)).toBeNull();
  });

  it('loses its byte order mark and its carriage returns', async () => {
    const lines: string[] = [];
    for await (const some of textLines(file(Buffer.from('\ufeffnr;ż\r\n1;2\r\n'), 2).open()))
      lines.push(...some);
    expect(lines).toEqual(['nr;ż', '1;2']);
  });

  it.each([
    ['a;b;c', ';'],
    ['a,b,c', ','],
    ['a\tb\tc', '\t'],
    ['"a;b";"c;d,e"', ';'],
    ['"kwota, zł","termin, dzień"', ','],
  ])('tells its separator by the header %s', (header, separator) => {
    expect(sniffSeparator(header)).toBe(separator);
  });
});

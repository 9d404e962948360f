import { type FileRefusal, refusal } from './file-refusal.js';

const EXPORT_AS_CSV = 'export it as CSV in UTF-8 (in Excel: Save As, "CSV UTF-8")';

const SIGNATURES: readonly (readonly [bytes: string, name: string])[] = [
  ['%PDF-', 'a PDF'],
  ['\x1f\x8b', 'a gzip archive'],
  ['Rar!', 'a RAR archive'],
  ['7z\xbc\xaf', 'a 7z archive'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['{\\rtf', 'a text document (RTF)'],
];

/**
 * Recognises by its first bytes a file that is no CSV at all, or text in UTF-16.
 * @param head the first bytes of the file, as many as are at hand; 1 kB is plenty
 */
export function sniffFormat(head: Uint8Array): FileRefusal | null {
  if (head.length === 0)
    return refusal('empty', 'the file is empty', 'send a file with a header row and at least one row');
  const text = Buffer.from(head.subarray(0, 1024)).toString('latin1');
  if (text.startsWith('PK\x03\x04')) {
    return refusal(
      'spreadsheet',
      'the file is an Excel workbook or another zip archive, not a CSV',
      EXPORT_AS_CSV,
    );
  }
  if (text.startsWith('\xd0\xcf\x11\xe0')) {
    return refusal('spreadsheet', 'the file is an old Excel workbook (.xls), not a CSV', EXPORT_AS_CSV);
  }
  if (text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff') || looksLikeUtf16(text)) {
    return refusal('utf-16', 'the file is in UTF-16', 'save it as "CSV UTF-8", not as "Unicode text"');
  }
  for (const [bytes, name] of SIGNATURES) {
    if (text.startsWith(bytes)) return refusal('not-a-csv', `the file is ${name}, not a CSV`, EXPORT_AS_CSV);
  }
  return sniffMarkup(text.replace(/^\xef\xbb\xbf/, '').trimStart());
}

function sniffMarkup(text: string): FileRefusal | null {
  if (/^[{[]/.test(text))
    return refusal('not-a-csv', 'the file is JSON, not a CSV', 'send CSV with a header row');
  if (/^<(\?xml|!doctype|html|[a-z]+[\s>])/i.test(text)) {
    return refusal('not-a-csv', 'the file is XML or HTML, not a CSV', EXPORT_AS_CSV);
  }
  return text.includes('\0') ? binaryRefusal() : null;
}

/** A zero byte is no text, wherever it stands: the database would refuse it row by row. */
export function binaryRefusal(): FileRefusal {
  return refusal('not-a-csv', 'the file holds binary data, not text', EXPORT_AS_CSV);
}

/** Latin text in UTF-16 without a byte order mark has a zero in every other byte. */
function looksLikeUtf16(text: string): boolean {
  const zeros = [...text].filter((byte) => byte === '\0').length;
  return text.length >= 4 && zeros > text.length / 3 && /^(?:[^\0]\0|\0[^\0])/.test(text);
}

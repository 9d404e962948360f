/**
 * Letters and signs that would turn a GSM-7 message into UCS-2 (70 characters a segment instead of 160), and
 * what is written for them. All 18 Polish diacritics are outside GSM-7, ó too.
 */
const ASCII: Readonly<Record<string, string>> = {
  ą: 'a',
  ć: 'c',
  ę: 'e',
  ł: 'l',
  ń: 'n',
  ó: 'o',
  ś: 's',
  ź: 'z',
  ż: 'z',
  Ą: 'A',
  Ć: 'C',
  Ę: 'E',
  Ł: 'L',
  Ń: 'N',
  Ó: 'O',
  Ś: 'S',
  Ź: 'Z',
  Ż: 'Z',
  '„': '"',
  '”': '"',
  '“': '"',
  '«': '"',
  '»': '"',
  '’': "'",
  '‘': "'",
  '‚': "'",
  '–': '-',
  '—': '-',
  '−': '-',
  '‑': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
};

const REPLACEABLE = new RegExp(`[${Object.keys(ASCII).join('')}]`, 'g');

const CYRILLIC = /\p{Script=Cyrillic}/u;

/**
 * Writes Polish letters and typographic signs in ASCII, by the manager's choice per family
 * (`sms.transliterate` in meta.yaml). A text with Cyrillic stays as it is: Ukrainian in Latin letters is not a courtesy,
 * and as it is UCS-2 anyway, its "Łącze Północ" and "zł" cost nothing.
 */
export function transliterate(text: string): string {
  if (CYRILLIC.test(text)) return text;
  return text.replace(REPLACEABLE, (sign) => ASCII[sign] ?? sign);
}

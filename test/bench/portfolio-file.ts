import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const HEADER =
  'creditor;portfolio;case_ref;title;first_name;last_name;gender;birth_date;street;postcode;city;phone;email;' +
  'language;principal;interest;costs;currency;issued_date;due_date\n';
const FIRST_NAMES = ['Anna', 'Jan', 'Katarzyna', 'Piotr', 'Zofia', 'Łukasz'];
const LAST_NAMES = ['Kowalska', 'Nowak', 'Wiśniewska', 'Wójcik', 'Żak', 'Dąbrowska'];
const ROWS_AT_ONCE = 2_000;

/** Writes a file of cases as a creditor would bring it: each row a debtor of its own, with number and address. */
export async function writePortfolioFile(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write(HEADER);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, rows - from);
    const text = Array.from({ length: count }, (_, at) => row(from + at)).join('');
    if (!file.write(text)) await new Promise<void>((resolve) => file.once('drain', () => resolve()));
  }
  file.end();
  await finished(file);
}

function row(n: number): string {
  const number = String(n).padStart(8, '0');
  const day = String(1 + (n % 28)).padStart(2, '0');
  return [
    'zielona-dolina',
    'ZD-2026-01',
    `B/${number}`,
    `Faktura nr ${number}/2025`,
    FIRST_NAMES[n % FIRST_NAMES.length],
    LAST_NAMES[n % LAST_NAMES.length],
    n % 2 === 0 ? 'K' : 'M',
    `${day}.0${1 + (n % 9)}.19${60 + (n % 40)}`,
    `ul. Polna ${n % 200}/${n % 50}`,
    `${String(n % 90).padStart(2, '0')}-${String(n % 1000).padStart(3, '0')}`,
    'Warszawa',
    `+4850${String(1_000_000 + (n % 8_999_999)).padStart(7, '0')}`,
    `debtor${n}@example.com`,
    'pl',
    `${100 + (n % 5000)},${String(n % 100).padStart(2, '0')}`,
    `${n % 30},00`,
    '',
    'PLN',
    '01.10.2025',
    '01.11.2025',
  ]
    .join(';')
    .concat('\n');
}

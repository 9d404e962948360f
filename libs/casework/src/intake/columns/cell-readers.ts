import { type AmountFault, isCurrency, parseAmount, parseIsoDate } from '#domain';

/** What a cell holds, or why it cannot be read and what to write instead. */
export type CellValue<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; readonly remedy: string };

const ok = <T>(value: T): CellValue<T> => ({ ok: true, value });
const fault = (reason: string, remedy: string): CellValue<never> => ({ ok: false, reason, remedy });

const AMOUNT_FAULTS: Readonly<Record<AmountFault, readonly [reason: string, remedy: string]>> = {
  empty: ['is empty', 'write an amount such as 1234,50'],
  'not-a-number': ['is no amount', 'write digits and one decimal mark, such as 1234,50'],
  'two-decimal-marks': ['has two decimal marks', ''],
  'ambiguous-thousands': [
    'could be thousands or three decimals',
    'write it without a thousands mark: 1234 or 1,23',
  ],
  'wrong-grouping': [
    'groups its digits in another way than by three',
    'write it without thousands marks, such as 1234,50',
  ],
  'too-many-decimals': ['has more than two decimals', 'round it to two decimals'],
  negative: ['is negative', 'write what is owed as a positive amount; payments come in a file of their own'],
  'too-large': ['is too large', 'check the amount'],
};

/** An amount in minor units. */
export function readAmount(text: string): CellValue<number> {
  const parsed = parseAmount(text);
  if (parsed.ok) return ok(parsed.minor);
  const [reason, remedy] = AMOUNT_FAULTS[parsed.reason];
  return fault(reason, remedy === '' ? `write ${oneDecimalMark(text)}` : remedy);
}

/** The likely meaning of an amount with two decimal marks: the last one is meant. */
function oneDecimalMark(text: string): string {
  const last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
  const digits = (part: string): string => part.replace(/[^\d]/g, '');
  return `${digits(text.slice(0, last))},${digits(text.slice(last + 1)).padEnd(2, '0')}`;
}

const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:\s+0{1,2}:00(?::00)?)?$/;
const YEAR_FIRST = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[T\s]0{1,2}:00(?::00)?)?$/;

/** A calendar date, written 31.12.2026 or 2026-12-31, as ISO date. */
export function readDate(text: string): CellValue<string> {
  const trimmed = text.trim();
  const dayFirst = DAY_FIRST.exec(trimmed);
  const yearFirst = dayFirst === null ? YEAR_FIRST.exec(trimmed) : null;
  const [year, month, day] = dayFirst
    ? [dayFirst[3], dayFirst[2], dayFirst[1]]
    : [yearFirst?.[1], yearFirst?.[2], yearFirst?.[3]];
  if (year === undefined || month === undefined || day === undefined) {
    return fault('is no date', 'write dates as 31.12.2026 or 2026-12-31');
  }
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (parseIsoDate(iso) === undefined)
    return fault('does not exist in the calendar', 'check the day and the month');
  return ok(iso);
}

const CURRENCY_NAMES: Readonly<Record<string, string>> = {
  ZŁ: 'PLN',
  ZL: 'PLN',
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
};

/** A currency by its ISO 4217 code; the signs that people use for it are understood. */
export function readCurrency(text: string): CellValue<string> {
  const upper = text.trim().toUpperCase();
  const code = CURRENCY_NAMES[upper] ?? upper;
  return isCurrency(code)
    ? ok(code)
    : fault('is no currency that cases are kept in', 'write its ISO code, such as PLN or EUR');
}

/** Printable ASCII and the letters of Polish and its neighbours, one blank between words: nothing to be cleaned. */
const CLEAN = /^[!-~\u00c0-\u017e]+(?: [!-~\u00c0-\u017e]+)*$/;

/** A text of at most so many characters, without control characters. */
export function readText(text: string, longest: number): CellValue<string> {
  if (text.length <= longest && CLEAN.test(text)) return ok(text);
  const cleaned = text
    .normalize('NFC')
    .replace(/[\p{Cc}\u200b\ufeff\s]+/gu, ' ')
    .trim();
  return cleaned.length > longest ? fault(`is longer than ${longest} characters`, 'shorten it') : ok(cleaned);
}

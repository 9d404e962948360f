import { epochDayOf, isoDateOf, parseIsoDate } from '../calendar/civil-date.js';

const PESEL_WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
const NIP_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7];
/** Added to the month in a PESEL to tell the century (regulation on the PESEL register). */
const CENTURY_BY_MONTH_BLOCK: readonly number[] = [1900, 2000, 2100, 2200, 1800];

/**
 * A PESEL number as eleven digits.
 * @returns undefined when it has another length, a wrong check digit or no existing date of birth
 */
export function normalisePesel(text: string): string | undefined {
  const digits = text.replace(/[ \u00a0-]/g, '');
  if (!/^[0-9]{11}$/.test(digits)) return undefined;
  const check = (10 - (weightedSum(digits, PESEL_WEIGHTS) % 10)) % 10;
  if (check !== Number(digits[10])) return undefined;
  return birthDateOf(digits) === undefined ? undefined : digits;
}

/** Date of birth in a PESEL, as ISO date; undefined when the number is not a valid PESEL. */
export function birthDateFromPesel(text: string): string | undefined {
  const pesel = normalisePesel(text);
  return pesel === undefined ? undefined : birthDateOf(pesel);
}

function birthDateOf(digits: string): string | undefined {
  const codedMonth = Number(digits.slice(2, 4));
  const century = CENTURY_BY_MONTH_BLOCK[Math.floor(codedMonth / 20)];
  const month = codedMonth % 20;
  if (century === undefined || month < 1 || month > 12) return undefined;
  const year = century + Number(digits.slice(0, 2));
  // Built the long way round so that 31 April is refused rather than read as 1 May.
  const firstOfMonth = isoDateOf(epochDayOf(year, month, 1)).slice(0, 8);
  const date = `${firstOfMonth}${digits.slice(4, 6)}`;
  return parseIsoDate(date) === undefined ? undefined : date;
}

/**
 * A NIP (Polish tax number) as ten digits; a leading `PL`, hyphens and spaces are taken off.
 * @returns undefined when it has another length or a wrong check digit
 */
export function normaliseNip(text: string): string | undefined {
  const digits = text
    .trim()
    .replace(/^PL/i, '')
    .replace(/[ \u00a0-]/g, '');
  if (!/^[0-9]{10}$/.test(digits) || /^0+$/.test(digits)) return undefined;
  const check = weightedSum(digits, NIP_WEIGHTS) % 11;
  return check === Number(digits[9]) ? digits : undefined;
}

function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, position) => sum + weight * Number(digits[position]), 0);
}

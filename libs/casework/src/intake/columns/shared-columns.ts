import { optionalCell } from './cell.js';
import { type CellValue, readAmount, readCurrency, readText } from './cell-readers.js';
import type { Column } from './column.js';

/** Columns that files of several kinds have, and readers of cells that they share. */
export const creditorColumn: Column = {
  required: false,
  meaning: 'creditor',
  aliases: ['wierzyciel', 'kod_wierzyciela', 'creditor_ref'],
};

export const currencyColumn: Column = { required: false, meaning: 'currency', aliases: ['waluta', 'ccy'] };

const CASE_ALIASES = ['nr_sprawy', 'numer_sprawy', 'sygnatura', 'sprawa', 'case', 'case_number'];

/**
 * The case of a row, in a file whose rows belong to cases on record.
 * @param more of its names
 */
export function caseColumn(required: boolean, ...more: string[]): Column {
  return { required, meaning: 'case number', aliases: [...CASE_ALIASES, ...more] };
}

/** How the creditor and the currency of a row are read. */
export const creditorCell = optionalCell(text(64));
export const currencyCell = optionalCell(readCurrency);

/** A reader of texts of at most so many characters. */
export function text(longest: number): (cell: string) => CellValue<string> {
  return (cell) => readText(cell, longest);
}

/** A reader of amounts in minor units that are more than nothing. */
export function moreThanNothing(remedy: string): (cell: string) => CellValue<number> {
  return (cell) => {
    const amount = readAmount(cell);
    return amount.ok && amount.value === 0 ? { ok: false, reason: 'is nothing', remedy } : amount;
  };
}

/** A reader of a word out of a list, in any of the spellings that files use for it. */
export function word<T extends string | boolean>(
  words: Readonly<Record<string, T>>,
  expected: string,
  reason = 'is not understood',
): (cell: string) => CellValue<T> {
  return (cell) => {
    const said = cell.trim().toLowerCase();
    const value = Object.hasOwn(words, said) ? words[said] : undefined;
    return value === undefined ? { ok: false, reason, remedy: `write ${expected}` } : { ok: true, value };
  };
}

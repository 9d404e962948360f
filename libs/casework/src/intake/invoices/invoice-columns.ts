import { readAmount, readDate } from '../columns/cell-readers.js';
import type { Columns } from '../columns/column.js';
import {
  caseColumn,
  creditorCell,
  creditorColumn,
  currencyCell,
  currencyColumn,
  moreThanNothing,
  text,
} from '../columns/shared-columns.js';
import { type RowOf, optionalCell, requiredCell } from '../columns/cell.js';

export const invoiceFields = [
  'creditor',
  'case_ref',
  'number',
  'issued_date',
  'due_date',
  'amount',
  'paid',
  'currency',
] as const;
export type InvoiceField = (typeof invoiceFields)[number];

/** The columns of a file of invoices, by their Polish and English names. */
export const invoiceColumns: Columns<InvoiceField> = {
  creditor: creditorColumn,
  case_ref: caseColumn(true, 'ref'),
  number: {
    required: true,
    meaning: "the invoice's number, unique within its case",
    aliases: ['nr_faktury', 'numer_faktury', 'faktura', 'invoice', 'invoice_number', 'invoice_no'],
  },
  issued_date: {
    required: false,
    meaning: 'date of issue',
    aliases: ['data_wystawienia', 'wystawiono', 'issued', 'issued_on', 'issue_date', 'invoice_date'],
  },
  due_date: {
    required: true,
    meaning: 'due date',
    aliases: ['termin_platnosci', 'termin', 'data_platnosci', 'due', 'due_on'],
  },
  amount: {
    required: true,
    meaning: 'whole amount, VAT included',
    aliases: ['kwota', 'kwota_brutto', 'brutto', 'wartosc', 'gross', 'amount_gross'],
  },
  paid: {
    required: false,
    meaning: 'what was paid of it; nothing where empty',
    aliases: ['zaplacono', 'wplacono', 'kwota_zaplacona', 'amount_paid'],
  },
  currency: currencyColumn,
};

const invoicedAmount = moreThanNothing('write the amount of the invoice, or leave the row out');

export const invoiceCells = {
  creditor: creditorCell,
  case_ref: requiredCell(text(64)),
  number: requiredCell(text(64)),
  issued_date: optionalCell(readDate),
  due_date: requiredCell(readDate),
  amount: requiredCell(invoicedAmount),
  paid: optionalCell(readAmount, true, 0),
  currency: currencyCell,
};

export type InvoiceRow = RowOf<typeof invoiceCells>;

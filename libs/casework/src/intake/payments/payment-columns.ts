import { readDate } from '../columns/cell-readers.js';
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

export const paymentFields = [
  'reference',
  'creditor',
  'case_ref',
  'title',
  'amount',
  'currency',
  'paid_on',
] as const;
export type PaymentField = (typeof paymentFields)[number];

/** The columns of a file of payments, by their Polish and English names. */
export const paymentColumns: Columns<PaymentField> = {
  reference: {
    required: true,
    meaning: "the payment's own number, unique with the creditor",
    aliases: [
      'numer_wplaty',
      'nr_wplaty',
      'numer_transakcji',
      'nr_transakcji',
      'id_transakcji',
      'referencja',
      'payment_ref',
      'payment_id',
      'transaction_id',
    ],
  },
  creditor: creditorColumn,
  case_ref: caseColumn(false, 'ref'),
  title: {
    required: false,
    meaning: 'title of the transfer, searched for the case number where that column is empty',
    aliases: ['tytul_przelewu', 'tytul', 'tytul_wplaty', 'opis', 'description', 'transfer_title'],
  },
  amount: {
    required: true,
    meaning: 'amount paid',
    aliases: ['kwota', 'kwota_wplaty', 'wplata', 'amount_paid'],
  },
  currency: currencyColumn,
  paid_on: {
    required: true,
    meaning: 'day of the payment',
    aliases: [
      'data_wplaty',
      'data_ksiegowania',
      'data',
      'data_operacji',
      'date',
      'payment_date',
      'booked_on',
    ],
  },
};

const paidAmount = moreThanNothing('write what was paid, or leave the row out');

export const paymentCells = {
  reference: requiredCell(text(128)),
  creditor: creditorCell,
  case_ref: optionalCell(text(64)),
  title: optionalCell(text(500), false),
  amount: requiredCell(paidAmount),
  currency: currencyCell,
  paid_on: requiredCell(readDate),
};

export type PaymentRow = RowOf<typeof paymentCells>;

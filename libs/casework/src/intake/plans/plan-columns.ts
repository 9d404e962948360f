import { readAmount, readDate } from '../columns/cell-readers.js';
import type { Columns } from '../columns/column.js';
import {
  caseColumn,
  creditorCell,
  creditorColumn,
  currencyCell,
  currencyColumn,
  text,
  word,
} from '../columns/shared-columns.js';
import { type RowOf, optionalCell, requiredCell } from '../columns/cell.js';

export const planFields = [
  'creditor',
  'case_ref',
  'plan_ref',
  'due_on',
  'amount',
  'currency',
  'status',
] as const;
export type PlanField = (typeof planFields)[number];

/** The columns of a file of plans, one row an instalment, by their Polish and English names. */
export const planColumns: Columns<PlanField> = {
  creditor: creditorColumn,
  case_ref: caseColumn(true),
  plan_ref: {
    required: false,
    meaning: "the creditor's own number of the plan",
    aliases: ['nr_ugody', 'numer_ugody', 'ugoda', 'nr_planu', 'plan', 'plan_number'],
  },
  due_on: {
    required: true,
    meaning: 'day on which the instalment is due',
    aliases: ['termin', 'termin_raty', 'data_raty', 'termin_platnosci', 'due_date', 'date'],
  },
  amount: {
    required: true,
    meaning: 'amount of the instalment',
    aliases: ['kwota', 'kwota_raty', 'rata', 'instalment'],
  },
  currency: currencyColumn,
  status: {
    required: false,
    meaning: '"agreed", or "cancelled" for a plan that is taken back; agreed where it is empty',
    aliases: ['stan', 'state'],
  },
};

const status = word<'agreed' | 'cancelled'>(
  {
    agreed: 'agreed',
    uzgodniony: 'agreed',
    uzgodniona: 'agreed',
    cancelled: 'cancelled',
    anulowany: 'cancelled',
    anulowana: 'cancelled',
  },
  '"agreed" or "cancelled"',
  'is no state of a plan',
);

export const planCells = {
  creditor: creditorCell,
  case_ref: requiredCell(text(64)),
  plan_ref: optionalCell(text(64)),
  due_on: optionalCell(readDate),
  amount: optionalCell(readAmount),
  currency: currencyCell,
  status: optionalCell(status),
};

export type PlanRow = RowOf<typeof planCells>;

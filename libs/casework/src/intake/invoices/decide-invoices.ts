import { createHash } from 'node:crypto';
import type { CaseRecord, InvoiceRecord } from '#contracts';
import { businessId } from '../../desk/business-id.js';
import type { RowFault } from '../columns/row-fault.js';
import type { InvoiceField, InvoiceRow } from './invoice-columns.js';

/** A row of a file of invoices. */
export interface ReadInvoice {
  line: number;
  row: InvoiceRow;
}

/** What the rows of a batch come to. */
export interface DecidedInvoices {
  created: InvoiceRecord[];
  updated: InvoiceRecord[];
  unchanged: number;
  refused: { faults: RowFault[]; caseRef: string }[];
}

/** Rows compared with their cases and with the invoices on record. */
export function decideInvoices(
  rows: readonly ReadInvoice[],
  cases: ReadonlyMap<string, CaseRecord>,
  known: readonly InvoiceRecord[],
  columnOf: (field: InvoiceField) => string,
  at: number,
): DecidedInvoices {
  const before = new Map(known.map((invoice) => [keyOf(invoice.caseId, invoice.number), invoice]));
  const decided: DecidedInvoices = { created: [], updated: [], unchanged: 0, refused: [] };
  for (const { line, row } of rows) {
    const record = cases.get(row.case_ref);
    const faults = faultsOf(row, record).map(({ field, value, ...fault }) => ({
      line,
      column: columnOf(field),
      value,
      ...fault,
    }));
    if (record === undefined || faults.length > 0) {
      decided.refused.push({ faults, caseRef: row.case_ref });
      continue;
    }
    const known = before.get(keyOf(record.id, row.number));
    const sourceHash = hashRow(row, record);
    if (known?.sourceHash?.equals(sourceHash) === true) decided.unchanged += 1;
    else if (known === undefined) decided.created.push(invoiceOf(row, record, sourceHash, undefined, at));
    else decided.updated.push(invoiceOf(row, record, sourceHash, known, at));
  }
  return decided;
}

const keyOf = (caseId: string, number: string): string => `${caseId}/${number}`;

interface CellFault {
  field: InvoiceField;
  value: string | null;
  reason: string;
  remedy: string;
}

function faultsOf(row: InvoiceRow, record: CaseRecord | undefined): CellFault[] {
  if (record === undefined) {
    const remedy = 'import the case first, or correct the number';
    return [{ field: 'case_ref', value: row.case_ref, reason: 'is no case of the creditor', remedy }];
  }
  const faults: CellFault[] = [];
  const add = (field: InvoiceField, value: string | null, reason: string, remedy: string): void =>
    void faults.push({ field, value, reason, remedy });
  if (record.status === 'closed')
    add('case_ref', row.case_ref, 'is closed and takes no changes', 'send its invoices under a new case');
  if (row.currency !== null && row.currency !== record.currency)
    add('currency', row.currency, `differs from that of the case, ${record.currency}`, 'correct it');
  if (row.issued_date !== null && row.issued_date > row.due_date)
    add('issued_date', row.issued_date, 'is after the due date', 'correct one of the two');
  if ((row.paid ?? 0) > row.amount)
    add('paid', null, 'is more than the amount', 'write at most the amount; what is over is no part of it');
  return faults;
}

function invoiceOf(
  row: InvoiceRow,
  record: CaseRecord,
  sourceHash: Buffer,
  before: InvoiceRecord | undefined,
  at: number,
): InvoiceRecord {
  const paidHereMinor = before?.paidHereMinor ?? 0;
  return {
    id: before?.id ?? businessId(at),
    caseId: record.id,
    number: row.number,
    issuedDate: row.issued_date ?? before?.issuedDate ?? null,
    dueDate: row.due_date,
    amountMinor: row.amount,
    // A creditor's file may count a payment already that was recorded here, so the two are never added.
    paidMinor: Math.max(row.paid ?? 0, paidHereMinor),
    paidHereMinor,
    currency: record.currency,
    sourceHash,
  };
}

/** What the row says, so that the same row again changes nothing, however it is spelled. */
function hashRow(row: InvoiceRow, record: CaseRecord): Buffer {
  const { number, issued_date, due_date, amount, paid } = row;
  const said = [record.id, number, issued_date, due_date, amount, paid ?? 0];
  return createHash('sha256').update(JSON.stringify(said)).digest();
}

import type { VerificationFault } from './verification-fault.js';

/** One invoice of a case. Amounts in minor units, dates YYYY-MM-DD. */
export interface InvoiceRecord {
  id: string;
  caseId: string;
  /** Unique within its case. */
  number: string;
  issuedDate: string | null;
  dueDate: string;
  amountMinor: number;
  /** The greater of what the creditor states and what was paid here. */
  paidMinor: number;
  /** Of payments that were recorded here. */
  paidHereMinor: number;
  currency: string;
  /** Of the row that it came from. */
  sourceHash: Buffer | null;
}

/** A case whose invoices a person has to look at. */
export interface InvoiceQuestion {
  /** Of the entry in the data queue. */
  id: string;
  caseId: string;
  line: number;
}

/** Why: what is open on them is not what is open of the principal. */
export const INVOICES_DIFFER: VerificationFault = 'invoices-differ';

/** Invoices of cases whose persons are locked, as sets. */
export interface InvoiceDesk {
  /** By case and due date. */
  invoices(caseIds: string[]): Promise<InvoiceRecord[]>;
  /** Creates or overwrites; messages that were written before are written anew. */
  writeInvoices(invoices: InvoiceRecord[]): Promise<void>;
  /** Adds what payments paid, by the invoice's id. */
  payInvoices(paid: ReadonlyMap<string, number>): Promise<void>;
  /** What payments recorded here paid of the principal, by case. */
  paidOfPrincipal(caseIds: string[]): Promise<ReadonlyMap<string, number>>;
  /** Puts cases before a person; none is contacted meanwhile. Those that wait for that already are left alone. */
  questionInvoices(questions: InvoiceQuestion[], runId: string, at: number): Promise<string[]>;
  /** The invoices of these cases are right now; those that waited for nothing else are open again. Answers which. */
  settleInvoiceQuestions(caseIds: string[], by: string, at: number): Promise<string[]>;
}

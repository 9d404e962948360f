import type { OpenAmounts } from './case-record.js';

export type PaymentSource = 'api' | 'file' | 'webhook' | 'portal';

/** Why a payment waits for a person. */
export type PaymentFault =
  | 'unknown-case'
  | 'currency-differs'
  | 'overpaid'
  | 'case-closed'
  /** Of this reference another amount, currency or case is on record; what came now is not booked. */
  | 'differs-from-recorded';

/** A payment as it comes in; unique by creditor and reference. */
export interface PaymentInput {
  reference: string;
  /** One of the two names the case. */
  caseId?: string;
  caseRef?: string;
  /** Minor units, more than zero. */
  amountMinor: number;
  currency: string;
  /** Calendar date, YYYY-MM-DD. */
  paidOn: string;
  /** Words of the transfer's title that may be numbers of invoices, which are then paid first. */
  titleRefs?: string[];
}

/** A payment to be stored. */
export interface NewPayment extends PaymentInput {
  id: string;
  creditorId: string;
  source: PaymentSource;
  receivedAt: number;
}

/** What is on record under a reference, to be compared with what comes under it again. */
export interface RecordedPayment {
  id: string;
  caseId: string | null;
  /** As it came. */
  caseRef: string | null;
  amountMinor: number;
  currency: string;
}

/** A payment that came before its case, which is on record by now. */
export interface WaitingPayment extends NewPayment {
  caseId: string;
  personId: string;
}

/** How one payment was spread over its case. */
export interface SettledPayment {
  paymentId: string;
  /** Null when no case was found. */
  caseId: string | null;
  allocated: OpenAmounts;
  unallocatedMinor: number;
  fault: PaymentFault | null;
}

/** What the payments of one batch did to one case. */
export interface CasePayment {
  caseId: string;
  paid: OpenAmounts;
  /** Business instant of the latest payment. */
  at: number;
}

/** Where a receipt for a case would go; null when the person has no usable contact point. */
export interface ReceiptRoute {
  caseId: string;
  channel: 'sms' | 'email';
  contactPointId: string;
}

import { daysPastDue } from '../days-past-due.js';
import type { InvoiceAmounts } from '../invoices.js';
import { type Known, known, notKnown } from './known.js';
import { lateCompensation } from './late-compensation.js';
import { lateInterest } from './late-interest.js';
import type { LateDebtor, LateRates } from './late-rates.js';

export interface LateInvoice extends InvoiceAmounts {
  readonly dueDate: string;
  readonly currency: string;
}

/** What may be claimed for one late invoice beside its open amount; minor units. */
export interface LateFigures {
  readonly interestMinor: number;
  readonly compensationEuro: number;
  readonly compensationMinor: number;
}

/**
 * Interest and compensation for each invoice, in their order; nothing for what is paid or not yet due. Interest runs
 * on what is open today: what was paid late bears none here, so the claim is never higher than the law's. One invoice
 * that the tables do not cover makes all of it not known.
 * @param until the day asked for, ISO date
 */
export function lateClaim(
  rates: LateRates,
  invoices: readonly LateInvoice[],
  until: string,
  debtor: LateDebtor = 'business',
): Known<readonly LateFigures[]> {
  const figures: LateFigures[] = [];
  for (const invoice of invoices) {
    const one = figuresOf(rates, invoice, until, debtor);
    if (!one.known) return one;
    figures.push(one.value);
  }
  return known(figures);
}

const NOTHING: LateFigures = { interestMinor: 0, compensationEuro: 0, compensationMinor: 0 };

function figuresOf(
  rates: LateRates,
  invoice: LateInvoice,
  until: string,
  debtor: LateDebtor,
): Known<LateFigures> {
  const open = Math.max(0, invoice.amountMinor - invoice.paidMinor);
  if (open === 0 || daysPastDue(invoice.dueDate, until) <= 0) return known(NOTHING);
  if (invoice.currency !== rates.file.currency) return notKnown(`rates for ${invoice.currency}`);
  const interest = lateInterest(rates, { amountMinor: open, dueDate: invoice.dueDate, until, debtor });
  if (!interest.known) return interest;
  const compensation = lateCompensation(rates, invoice);
  if (!compensation.known) return compensation;
  return known({
    interestMinor: interest.value,
    compensationEuro: compensation.value.euro,
    compensationMinor: compensation.value.minor,
  });
}

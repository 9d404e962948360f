import {
  daysPastDue,
  type InvoiceVariables,
  type Known,
  lateClaim,
  type LateFigures,
  type LateInvoice,
  type LateRates,
  openOf,
  type TemplateVariables,
} from '#domain';
import type { InvoiceOfMessage, MessageToRender } from '#persistence';

/** Least that may be reported (act on disclosing economic information, art. 14 and 15), minor units of PLN. */
const LEAST_REPORTED_MINOR = { consumer: 20_000, business: 50_000 };

const NONE: Pick<TemplateVariables, 'invoices' | 'late'> = {
  invoices: [],
  late: {
    known: false,
    openMinor: 0,
    overdueMinor: 0,
    notDueMinor: 0,
    interestMinor: 0,
    compensationMinor: 0,
    totalMinor: 0,
  },
};

/** Invoices of a business case and what the law adds to them by a day (ISO date); nothing for consumers. */
export function businessVariables(
  message: MessageToRender,
  day: string,
  rates: LateRates,
): Pick<TemplateVariables, 'invoices' | 'late'> {
  if (message.kind !== 'business') return NONE;
  const open = invoicesOf(message).filter((invoice) => openOf(invoice) > 0);
  const claim = claimOf(message, open, day, rates);
  const invoices = open.map((invoice, index) =>
    toVariables(invoice, day, claim.known ? claim.value[index] : undefined),
  );
  const sum = (of: (invoice: InvoiceVariables) => number): number =>
    invoices.reduce((total, invoice) => total + of(invoice), 0);
  const openMinor = sum((invoice) => invoice.openMinor);
  const overdueMinor = sum(({ daysPastDue: late, openMinor: open }) => (late > 0 ? open : 0));
  const interestMinor = sum((invoice) => invoice.interestMinor);
  const compensationMinor = sum((invoice) => invoice.compensationMinor);
  const totalMinor = openMinor + interestMinor + compensationMinor;
  return {
    invoices,
    late: {
      known: claim.known && interestMinor > 0,
      openMinor,
      overdueMinor,
      notDueMinor: openMinor - overdueMinor,
      interestMinor,
      compensationMinor,
      totalMinor,
    },
  };
}

/** Where the creditor reports unpaid debts; null where it does not, or may not report this one. */
export function creditBureauOf(message: MessageToRender): string | null {
  const { kind, currency, balance_minor: balance, portfolio } = message;
  const mayBe = currency === 'PLN' && balance >= LEAST_REPORTED_MINOR[kind];
  return mayBe ? portfolio.credit_bureau : null;
}

/** A case without invoices on record is one invoice itself. */
function invoicesOf(message: MessageToRender): InvoiceOfMessage[] {
  if (message.invoices.length > 0) return message.invoices;
  return [
    {
      number: message.title,
      issuedDate: null,
      dueDate: message.due_date,
      amountMinor: message.balance_minor,
      paidMinor: 0,
      currency: message.currency,
    },
  ];
}

/** Where the creditor states interest or costs itself, nothing is added to them: it would be claimed twice. */
function claimOf(
  message: MessageToRender,
  invoices: readonly LateInvoice[],
  day: string,
  rates: LateRates,
): Known<readonly LateFigures[]> {
  if (message.interest_minor > 0 || message.costs_minor > 0 || message.invoices.length === 0) {
    return { known: false, missing: 'invoices of a case whose interest the creditor does not state itself' };
  }
  const debtor = message.attributes.publicHealthEntity === true ? 'public-health' : 'business';
  return lateClaim(rates, invoices, day, debtor);
}

function toVariables(
  invoice: InvoiceOfMessage,
  day: string,
  figures: LateFigures | undefined,
): InvoiceVariables {
  return {
    number: invoice.number,
    issuedDate: invoice.issuedDate,
    dueDate: invoice.dueDate,
    daysPastDue: daysPastDue(invoice.dueDate, day),
    openMinor: openOf(invoice),
    currency: invoice.currency,
    interestMinor: figures?.interestMinor ?? 0,
    compensationMinor: figures?.compensationMinor ?? 0,
    compensationEuro: figures?.compensationEuro ?? 0,
  };
}

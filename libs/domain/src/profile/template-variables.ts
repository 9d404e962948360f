import type { Stage } from '../cadence/stage.js';
import type { FormOfAddress } from './form-of-address.js';
import type { Tone } from './tone.js';

/** What is null is not known, and a template writes nothing in its place. */
export interface CreditorVariables {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly legalFooter: string | null;
  readonly bankAccount: string | null;
  readonly address: string | null;
  /** Whether an answer to its texts reaches anybody. */
  readonly takesReplies: boolean;
  /** Name and seat of the credit bureau to which it reports; absent where it reports to none, or may not report this debt. */
  readonly creditBureau?: string | null;
}

export interface DebtorVariables {
  /** Personal: never in an SMS nor in a subject line. */
  readonly name: string;
  readonly formOfAddress: FormOfAddress;
}

/** Amounts are minor units of `currency`, dates are ISO calendar dates. */
export interface CaseVariables {
  readonly ref: string;
  /** What the debt is for (tytuł), such as an invoice or a contract. */
  readonly title: string;
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly costsMinor: number;
  readonly paidMinor: number;
  readonly balanceMinor: number;
  readonly currency: string;
  readonly dueDate: string;
  /** Negative before the due date. */
  readonly daysPastDue: number;
}

/** What the debtor has said they would pay, and the ISO date by which; in the currency of the case. */
export interface PromiseVariables {
  readonly amountMinor: number;
  readonly date: string;
}

/** One instalment of an agreed plan; minor units of the case's currency, ISO dates. */
export interface InstalmentVariables {
  readonly number: number;
  /** How many the plan has. */
  readonly of: number;
  /** What is left to pay of it. */
  readonly amountMinor: number;
  readonly date: string;
  /** Of a missed one: the last day on which it can be made good before the plan ends. */
  readonly cureDate: string | null;
}

/** One invoice of a business case. Amounts are minor units of `currency`. */
export interface InvoiceVariables {
  readonly number: string;
  readonly issuedDate: string | null;
  readonly dueDate: string;
  /** Negative before the due date. */
  readonly daysPastDue: number;
  readonly openMinor: number;
  readonly currency: string;
  /** Statutory interest to the day of sending, and compensation; 0 where `late.known` is false. */
  readonly interestMinor: number;
  readonly compensationMinor: number;
  readonly compensationEuro: number;
}

/** What the law adds to late invoices between businesses, over all of them; minor units of the case's currency. */
export interface LateVariables {
  /** False where the rates do not say it for certain: then no message with these figures is sent. */
  readonly known: boolean;
  readonly openMinor: number;
  /** What is open of invoices past due: all that may be demanded. */
  readonly overdueMinor: number;
  /** What is open of invoices that are not yet due. */
  readonly notDueMinor: number;
  readonly interestMinor: number;
  readonly compensationMinor: number;
  /** Open amounts, interest and compensation together. */
  readonly totalMinor: number;
}

/** One of several cases that one message speaks of. */
export interface CaseOfSeveral extends Pick<
  CaseVariables,
  'ref' | 'title' | 'balanceMinor' | 'currency' | 'dueDate' | 'daysPastDue'
> {
  readonly stage: Stage;
}

/** Several cases of one debtor with one creditor, in one currency. */
export interface TogetherVariables {
  readonly count: number;
  readonly balanceMinor: number;
  readonly currency: string;
}

/**
 * Everything that a template may write, raw: templating puts amounts and dates into the form of the language. Links
 * are no variables: they stay placeholders until the sender fills them in.
 */
export interface TemplateVariables {
  readonly creditor: CreditorVariables;
  readonly debtor: DebtorVariables;
  readonly case: CaseVariables;
  /** The promise that the message is about, where there is one. */
  readonly promise?: PromiseVariables | null;
  /** Of messages about an instalment alone. */
  readonly instalment?: InstalmentVariables;
  /** Of messages that cover several cases alone; `case` is then the oldest debt. */
  readonly together?: TogetherVariables;
  /** Those cases, the oldest debt first. */
  readonly cases?: readonly CaseOfSeveral[];
  /** With something open on them, the oldest due first; none for consumers. */
  readonly invoices: readonly InvoiceVariables[];
  readonly late: LateVariables;
  readonly stage: Stage;
  readonly tone: Tone;
  /** ISO date of the day of sending in the debtor's zone. */
  readonly today: string;
}

import type { LifeName } from './lives.js';

/** The Monday on which the story begins, and the hour: 08:00 in Warsaw. */
export const FIRST_DAY = '2026-01-12';
export const BEGINS_AT = '2026-01-12T07:00:00Z';
/** After the last run of the eightieth day, when the youngest consumers are 77 days past due. */
export const ENDS_AT = '2026-04-02T16:00:00Z';

/** How much of the story is told: every kind of case and life on a few days, or each on all days that matter. */
export const sizes = ['short', 'long'] as const;
export type Size = (typeof sizes)[number];

export type Creditor = 'zielona-dolina' | 'lacze-polnoc' | 'hurt-baltyk';
export type Kind = 'consumer' | 'business';

/** What somebody does through the API, at a local time on the day that is so many days after the due date. */
export type Act =
  | { does: 'hold'; dpd: number; time: string; liftedDpd: number; liftedTime: string }
  | { does: 'dispute' | 'cease' | 'pay-by-api' | 'pay-by-file' | 'pay-an-invoice'; dpd: number; time: string }
  /** An agent notes down that all will be paid by a day, so many days after the due date. */
  | { does: 'promise'; dpd: number; time: string; byDpd: number };

/** What the account manager does about the case that comes to the desk a week after the due date. */
export type ManagerWay = 'resumes' | 'rests' | 'closes';

/** Why the product must leave a case alone from the start. */
export type KeptOut = 'data-queue' | 'not-in-audience';

export interface StoryInvoice {
  number: string;
  dueDate: string;
  amountMinor: number;
}

/** One case of the story: who owes, how they are reached, and what will happen to it. */
export interface StoryCase {
  ref: string;
  kind: Kind;
  creditor: Creditor;
  /** Cases of one number belong to one person. */
  person: number;
  /** Days past due on the first day. */
  dpd: number;
  dueDate: string;
  phone: string | null;
  email: string | null;
  /** Address of the contact person who approves payments; businesses alone have one. */
  approver: string | null;
  language: 'pl' | 'uk' | 'en';
  birthDate: string | null;
  postcode: string | null;
  pesel: string | null;
  nip: string | null;
  principalMinor: number;
  /** Of a business; together they come to the principal. */
  invoices: readonly StoryInvoice[];
  /** First day on which the claim is time-barred. */
  timeBarredOn: string | null;
  life: LifeName;
  acts: readonly Act[];
  manager: ManagerWay;
  keptOut: KeptOut | null;
}

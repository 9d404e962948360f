import type { LifeName } from './lives.js';

/** The Monday on which the story begins, and the hour: 08:00 in Warsaw. */
export const FIRST_DAY = '2026-01-12';
export const BEGINS_AT = '2026-01-12T07:00:00Z';
/** After the last run of the day on which the youngest cases are 75 days past due. */
export const ENDS_AT = '2026-03-31T16:00:00Z';

export type Creditor = 'zielona-dolina' | 'lacze-polnoc';

/** What somebody does through the API, at a local time on the day that is so many days after the due date. */
export type Act =
  | { does: 'hold'; dpd: number; time: string; liftedDpd: number; liftedTime: string }
  | { does: 'dispute' | 'cease' | 'pay-by-api' | 'pay-by-file'; dpd: number; time: string };

/** Why the product must leave a case alone from the start. */
export type KeptOut = 'data-queue' | 'not-in-audience';

/** One case of the story: who owes, how they are reached, and what will happen to it. */
export interface StoryCase {
  ref: string;
  creditor: Creditor;
  /** Cases of one number belong to one person. */
  person: number;
  /** Days past due on the first day. */
  dpd: number;
  dueDate: string;
  phone: string | null;
  email: string | null;
  language: 'pl' | 'uk' | 'en';
  birthDate: string | null;
  postcode: string | null;
  pesel: string | null;
  principalMinor: number;
  /** First day on which the claim is time-barred. */
  timeBarredOn: string | null;
  life: LifeName;
  act: Act | null;
  keptOut: KeptOut | null;
}

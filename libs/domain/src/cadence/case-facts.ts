import type { Attributes } from './attribute-condition.js';
import type { DebtorKind } from './schema-parts.js';
import type { Stage } from './stage.js';

/**
 * What became of the latest message of this enrolment: `deferred` by policy and not yet submitted, `pending`
 * with the provider, or settled. `unknown` is settled too: nothing will tell.
 */
export type MessageState = 'deferred' | 'pending' | 'delivered' | 'undelivered' | 'unknown';

/** Dates of a case that a wait step may name. */
export const waitableDates = [
  'dueDate',
  'issuedDate',
  'timeBarredOn',
  'promiseDueDate',
  'nextInstalmentDate',
] as const;
export type WaitableDate = (typeof waitableDates)[number];

export interface LastMessage {
  /** Step that made it; null when it came from elsewhere. */
  readonly stepKey: string | null;
  readonly state: MessageState;
  /** When it was planned, or submitted once it was: epoch milliseconds. */
  readonly at: number;
}

/** How the latest promise to pay stands; `none` where there was none, or it was taken back. */
export const promiseStates = ['none', 'open', 'kept', 'broken'] as const;
export type PromiseState = (typeof promiseStates)[number];

/** The latest hand-off that this enrolment asked a person about. */
export interface AskedHandOff {
  readonly stepKey: string;
  readonly occurrence: number;
  /** `refused` is everything that keeps it from going: refused, lapsed, or withdrawn with its case. */
  readonly state: 'waiting' | 'approved' | 'refused';
  /** Epoch ms. */
  readonly decideBy: number;
}

/** What has happened about a case so far, in all campaigns. */
export interface CaseHistory {
  /** Payments booked on it. */
  readonly payments: number;
  /** Collection messages that left. */
  readonly contacts: number;
  readonly brokenPromises: number;
  /** Keys of the other campaigns that it entered, without those that drew it to be left alone. */
  readonly campaigns: readonly string[];
}

/** All that the cadence may know of a case. Facts are read anew for each advance. */
export interface CaseFacts {
  /** ISO calendar date on which the debt fell, or falls, due. */
  readonly dueDate: string;
  /** IANA zone in which the debtor's days are counted; null leaves it to the campaign. */
  readonly zone: string | null;
  /** What is still owed, in minor units. */
  readonly balanceMinor: number;
  readonly status: 'open' | 'closed';
  readonly stage: Stage;
  readonly language: string;
  readonly kind: DebtorKind;
  /** A hold is active or an escalation is open: nothing may go out. */
  readonly outreachParked: boolean;
  /** A promise or a plan of instalments is among the reasons. */
  readonly underAgreement?: boolean;
  /** When the holds end by themselves (epoch ms), if they do. */
  readonly parkedUntil?: number | null;
  /** First delivery of any message of this enrolment (epoch ms). */
  readonly firstDeliveredAt: number | null;
  /** Latest interaction that counts as a response (epoch ms). */
  readonly lastResponseAt: number | null;
  readonly lastMessage?: LastMessage | null;
  readonly promise?: PromiseState;
  readonly handOff?: AskedHandOff | null;
  /** Latest payment (epoch ms). */
  readonly lastPaymentAt?: number | null;
  /** Whoever is contacted, by a name that never changes: what draws of chance hang on. */
  readonly subject?: string;
  readonly attributes?: Attributes;
  /** Read only for campaigns that ask for it. */
  readonly history?: CaseHistory;
  /** ISO dates other than the due date, read only for campaigns that wait for one; one that is missing is not waited for. */
  readonly dates?: Readonly<Partial<Record<WaitableDate, string | null>>>;
}

/** The step whose message policy still holds back; null when there is none. */
export function deferredStep({ lastMessage }: CaseFacts): string | null {
  return lastMessage?.state === 'deferred' ? lastMessage.stepKey : null;
}

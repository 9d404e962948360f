import type { AgreedMoney, AgreementTerms, PlanTerms, PromiseTerms, RunningInstalment } from '#domain';

/** By which way a promise was made. */
export type PromiseSource = 'voice' | 'portal' | 'agent' | 'reply';

export type PromiseStatus = 'active' | 'kept' | 'broken' | 'replaced' | 'cancelled';

/** A promise to pay an amount by a date. Instants are business time in epoch ms, dates ISO, amounts minor units. */
export interface PromiseRecord {
  id: string;
  caseId: string;
  personId: string;
  creditorId: string;
  amountMinor: number;
  currency: string;
  by: string;
  /** Last day on which the money keeps it. */
  deadline: string;
  source: PromiseSource;
  /** Those under which it was taken. */
  terms: PromiseTerms;
  /** What was paid of the case before. */
  paidBeforeMinor: number;
  holdId: string;
  status: PromiseStatus;
  madeAt: number;
  remindAt: number | null;
  remindedAt: number | null;
  /** The first instant after its deadline in the creditor's zone. */
  settleAt: number;
  keptAt: number | null;
  brokenAt: number | null;
  /** The money of a broken promise came after all. */
  madeGoodAt: number | null;
  /** When an agent is asked, once it is broken. */
  escalateAt: number | null;
  endedAt: number | null;
  endReason: string | null;
  /** When something about it is due; null once nothing is. */
  nextAt: number | null;
}

export interface InstalmentRecord extends RunningInstalment {
  remindedAt: number | null;
  noticedOn: string | null;
  paidAt: number | null;
}

export type PlanStatus = 'active' | 'completed' | 'broken' | 'replaced' | 'cancelled';

/** A plan of instalments; units as in {@link PromiseRecord}. */
export interface PlanRecord {
  id: string;
  caseId: string;
  personId: string;
  creditorId: string;
  /** The creditor's own number of it. */
  ref: string | null;
  currency: string;
  totalMinor: number;
  terms: PlanTerms;
  paidBeforeMinor: number;
  holdId: string;
  status: PlanStatus;
  agreedAt: number;
  completedAt: number | null;
  brokenAt: number | null;
  endedAt: number | null;
  endReason: string | null;
  nextAt: number | null;
  /** By number. */
  instalments: InstalmentRecord[];
}

/** Where days of a creditor are counted. */
export interface CreditorCalendar {
  ref: string;
  zone: string;
  country: string;
}

/** Promises and plans of locked persons, as sets. */
export interface AgreementDesk {
  /** Every published version. */
  agreementTerms(): Promise<AgreementTerms[]>;
  creditorCalendars(ids: string[]): Promise<Map<string, CreditorCalendar>>;
  /** Promises of these cases that may still change: active ones, and broken ones. */
  standingPromises(caseIds: string[]): Promise<PromiseRecord[]>;
  /** When promises of the case were made (business instants, epoch ms), but those taken back as mistakes. */
  promisesMade(caseId: string): Promise<number[]>;
  addPromise(promise: PromiseRecord): Promise<void>;
  storePromises(promises: PromiseRecord[]): Promise<void>;
  /** Active plans of these cases. */
  activePlans(caseIds: string[]): Promise<PlanRecord[]>;
  addPlan(plan: PlanRecord): Promise<void>;
  storePlans(plans: PlanRecord[]): Promise<void>;
  /** All that was ever paid of these cases; a case without payments has nothing paid. */
  moneyOf(caseIds: string[]): Promise<Map<string, AgreedMoney>>;
  /** Why outreach of the cases rests but for the holds given, by case; `escalated` while an agent has it. */
  otherHolds(caseIds: string[], but: string[]): Promise<Map<string, string[]>>;
}

/** A case about whose promise or plan something is due. */
export interface DueAgreement {
  caseId: string;
  personId: string;
}

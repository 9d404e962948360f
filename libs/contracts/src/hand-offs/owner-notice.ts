import type { Currency } from '#domain';

/** A mail to the account manager of a case that is to go out. */
export interface OwnerNotice {
  id: string;
  caseId: string;
  caseRef: string;
  creditorName: string;
  campaign: string;
  reason: string;
  /** Null where nobody is named as the owner, or who is named is no active agent with an address. */
  owner: { ref: string; name: string; email: string } | null;
  balanceMinor: number;
  currency: Currency;
  dueDate: string;
  stage: string | null;
}

export type OwnerNoticeOutcome = 'sent' | 'nobody' | 'refused' | 'unknown';

/** Mails to account managers, each sent once, by any number of processes. */
export abstract class OwnerNotices {
  /** Takes up some for so many milliseconds of machine time. */
  abstract take(leaseMs: number, limit: number): Promise<OwnerNotice[]>;
  /** It is being handed over: from here on it is not sent again unless that proves to have failed. False: lost. */
  abstract begin(id: string): Promise<boolean>;
  abstract finish(notice: OwnerNotice, outcome: OwnerNoticeOutcome, at: number): Promise<void>;
  /** It is proved that nobody has it: to be taken up again after so many milliseconds of machine time. */
  abstract putOff(id: string, ms: number): Promise<void>;
}

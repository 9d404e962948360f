import type { InconvenientTime, OptOutChannel } from '#domain';

/** What is still owed, by component, in minor units. */
export interface OpenAmounts {
  principal: number;
  interest: number;
  costs: number;
}

export type CaseStatus = 'verifying' | 'open' | 'closed';

/** A case as casework sees it, read after its person was locked. */
export interface CaseRecord {
  id: string;
  shard: number;
  personId: string;
  debtorId: string;
  creditorId: string;
  ref: string;
  currency: string;
  open: OpenAmounts;
  balanceMinor: number;
  status: CaseStatus;
  closedReason: string | null;
}

/** A person whose row this transaction holds locked. */
export interface LockedPerson {
  id: string;
  shard: number;
  stops: readonly string[];
  /** Channels by which the person asked not to be contacted, on any address. */
  refusedChannels: readonly string[];
  /** When the person asked not to be contacted, by their own clock. */
  inconvenientTimes: readonly InconvenientTime[];
}

/** What somebody said about being contacted on an address by a channel. */
export interface SaidConsent {
  said: 'given' | 'withdrawn';
  /** Business instant, epoch ms; null where a file gives it without a day: then it is older than all that has one. */
  at: number | null;
  /** Where it was said, such as `call`, `web-form` or the name of a register; what proves it is there. */
  source: string;
  /** Who recorded it: 'agent:<ref>', 'api:<key name>', 'import:<run id>'. */
  by: string;
}

/** Consents by channel: texts are one, `sms`. */
export type SaidConsents = Readonly<Partial<Record<OptOutChannel, SaidConsent>>>;

/** A contact point; its address itself is not needed to stop it. */
export interface PointRecord {
  id: string;
  personId: string;
  debtorId: string;
  kind: 'phone' | 'email';
  status: string;
  optedOut: readonly string[];
  consents: SaidConsents;
}

export interface HoldRecord {
  id: string;
  personId: string;
  /** Null: it holds the whole person. */
  caseId: string | null;
  reason: string;
  placedBy: string;
  placedAt: number;
  /** Business instant at which it ends by itself; null when somebody must lift it. */
  until: number | null;
}

/**
 * A message that casework plans: something the debtor asked for, or its receipt (`requested`), or a word about what was
 * agreed (`collection`).
 */
export interface PlannedMessage {
  id: string;
  shard: number;
  personId: string;
  debtorId: string;
  creditorId: string;
  caseIds: string[];
  purpose: 'requested' | 'collection';
  originKind: 'event';
  /** With the person: what makes the message unique. */
  originKey: string;
  family: string;
  channels: string[];
  /**
   * contactPointId: the very point that it goes to, where that is settled already. underHold: the hold of the agreement
   * that it belongs to, which does not keep it from leaving.
   */
  extra: Record<string, unknown> | null;
  createdAt: number;
}

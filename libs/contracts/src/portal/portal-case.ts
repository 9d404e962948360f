import type { PortalLink } from './portal-link.js';

/** A payment as the debtor is shown it. */
export interface PortalPayment {
  /** YYYY-MM-DD. */
  paidOn: string;
  amountMinor: number;
}

/** One invoice of a business case. */
export interface PortalInvoice {
  number: string;
  /** YYYY-MM-DD. */
  dueDate: string;
  /** Minor units still to pay of it. */
  openMinor: number;
}

/** One message that went out about the case. */
export interface PortalMessage {
  /** Business instant (epoch ms) at which the provider took it. */
  at: number;
  channel: string;
}

/** An active reason not to contact. */
export interface PortalHold {
  reason: string;
  /** Business instant (epoch ms) at which it ends by itself; null when a person lifts it. */
  until: number | null;
}

/** What the cadence plans, as far as it is known. */
export interface PortalPlan {
  status: 'active' | 'parked' | 'ended';
  /** Business instant (epoch ms) of the next look at the case. */
  dueAt: number | null;
}

/** What the debtor promised to pay, while it stands. */
export interface PortalPromise {
  amountMinor: number;
  /** YYYY-MM-DD. */
  by: string;
}

/** The next instalment of a plan that runs. */
export interface PortalInstalment {
  number: number;
  /** How many the plan has. */
  of: number;
  /** What is left to pay of it. */
  leftMinor: number;
  /** YYYY-MM-DD. */
  dueOn: string;
}

export interface PortalCreditor {
  id: string;
  ref: string;
  name: string;
  /** IANA zone in which days are counted. */
  zone: string;
  phone: string | null;
  email: string | null;
  website: string | null;
  address: string | null;
  bankAccount: string | null;
  /** As the creditor's settings have it; `color` and `logo` are read where they are well-formed. */
  brand: Record<string, unknown>;
  /** By language. */
  legalFooter: Record<string, unknown>;
}

/** All that the case page tells, read as one consistent picture. Amounts in minor units. */
export interface PortalCase {
  id: string;
  ref: string;
  title: string;
  portfolioRef: string;
  currency: string;
  principalMinor: number;
  interestMinor: number;
  costsMinor: number;
  balanceMinor: number;
  /** YYYY-MM-DD. */
  dueDate: string;
  timeBarredOn: string | null;
  /** The stage that the cadence or a person has recorded; null when only the age of the debt tells. */
  stage: string | null;
  status: 'verifying' | 'open' | 'closed';
  closedReason: string | null;
  debtorKind: 'consumer' | 'business';
  creditor: PortalCreditor;
  /** By due date; none where the debt is not made of invoices. */
  invoices: PortalInvoice[];
  payments: PortalPayment[];
  messages: PortalMessage[];
  holds: PortalHold[];
  /** Stops on the person: cease, deceased, represented, insolvency. */
  stops: string[];
  /** Channels that the link's contact point is closed to; no page shows them so far. */
  optedOut: string[];
  openEscalations: number;
  plan: PortalPlan | null;
  promise: PortalPromise | null;
  instalment: PortalInstalment | null;
}

/** One of the cases that a link is about. */
export interface CoveredCase {
  id: string;
  ref: string;
  title: string;
  balanceMinor: number;
  currency: string;
}

export abstract class PortalCases {
  /** Cases that the link is about, of its debtor and its creditor alone, but those in verification; the oldest debt first. */
  abstract covered(link: PortalLink): Promise<CoveredCase[]>;
  /**
   * @param contactPointId of the link that led here; its opt-outs are shown
   * @throws when the case does not exist, which a session never allows
   */
  abstract read(caseId: string, contactPointId: string | null): Promise<PortalCase>;
}

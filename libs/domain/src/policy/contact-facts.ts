import type { Stage } from '../cadence/stage.js';
import type { InconvenientTime } from './inconvenient-time.js';

/** The ways a person can be reached that the contact policy knows. */
export const contactChannels = ['sms', 'email', 'rcs', 'voice'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** Why a message is sent: to collect, because the debtor asked, or because a law demands it. */
export const contactPurposes = ['collection', 'requested', 'statutory'] as const;
export type ContactPurpose = (typeof contactPurposes)[number];

/**
 * What a `requested` message is; only the confirmation of an opt-out may reach an address opted out. Whoever has just
 * paid waits for a `receipt`; a `booked-receipt` is of money that was booked later, and nobody waits for it.
 */
export const requestKinds = [
  'payment-link',
  'one-time-code',
  'receipt',
  'booked-receipt',
  'opt-out-confirmation',
] as const;
export type RequestKind = (typeof requestKinds)[number];

export type PartyKind = 'consumer' | 'business' | 'unknown';

/** A stop that acts on the person, whoever the creditor is. */
export const personStops = ['cease', 'deceased', 'represented', 'insolvent'] as const;
export type PersonStop = (typeof personStops)[number];

export const contactPointStatuses = ['active', 'unverified', 'invalid', 'purged', 'suppressed'] as const;
export type ContactPointStatus = (typeof contactPointStatuses)[number];

/** One contact that counts against the caps. */
export interface CountedContact {
  /** Epoch milliseconds. */
  readonly at: number;
  /** A letter is posted by somebody else; it counts where all contacts are counted. */
  readonly channel: ContactChannel | 'letter';
  /** Whether it was about another debt than the message is; absent where that is not known, or it was about this one. */
  readonly otherDebt?: boolean;
  /** Whether somebody was spoken with, rather than only called or written to. */
  readonly talked?: boolean;
  /**
   * An attempted call whose message then went by another channel, and is counted by that one: it counts where calls are
   * counted alone, as 12 CFR 1006.14(b)(2) counts calls that are placed, and not once more among all contacts.
   */
  readonly callAlone?: boolean;
}

/** What the person said about being contacted on an address by a channel; `unknown` when nobody asked. */
export const consents = ['given', 'withdrawn', 'unknown'] as const;
export type Consent = (typeof consents)[number];

/**
 * Everything that the contact policy may look at, read in the transaction that commits the attempt (I3).
 * Holds no personal data: no name, no address, no number, so that it can be stored and shown.
 */
export interface ContactFacts {
  /** Business instant of the decision, epoch milliseconds. */
  readonly at: number;
  readonly channel: ContactChannel;
  readonly purpose: ContactPurpose;
  /** What kind of request is answered; only for `requested`. */
  readonly request?: RequestKind;
  /** Country of the portfolio, ISO 3166-1 alpha-2: whose holidays count. */
  readonly country: string;
  /** IANA zone of the portfolio; stands in for unknown zones where the country has a single one. */
  readonly portfolioZone: string;
  /** IANA zones in which the person may be, from address and number; empty when unknown. All must permit. */
  readonly zones: readonly string[];
  readonly partyKind: PartyKind;
  readonly stage: Stage;
  readonly caseOpen: boolean;
  /** Reasons of the active holds on the case or the person. */
  readonly holds: readonly string[];
  /** What was agreed that the message speaks of; the hold of that agreement, and no other, is left out of `holds`. */
  readonly agreement?: 'promise' | 'plan';
  readonly personStops: readonly PersonStop[];
  readonly pointStatus: ContactPointStatus;
  /** Whether this address opted out of this channel. */
  readonly optedOut: boolean;
  /** Absent where nothing was recorded, which is the same as `unknown`. */
  readonly consent?: Consent;
  /** Channels that the person asked not to be used at all, whatever the address. */
  readonly refusedChannels?: readonly ContactChannel[];
  /** When the person asked not to be contacted, by their own clock; absent where they asked for nothing. */
  readonly inconvenientTimes?: readonly InconvenientTime[];
  /** Counted contacts of the person, all creditors and channels, of at least {@link CONTACT_HISTORY_MS}. */
  readonly contacts: readonly CountedContact[];
  /** Minor currency units. */
  readonly balanceMinor: number;
  /** Balances below this are not worth a message; minor currency units. */
  readonly minimumBalanceMinor: number;
  /** First day on which the claim is time-barred, ISO date; null when nobody has established it. */
  readonly timeBarredOn: string | null;
  /** Due date of the oldest part of the debt, ISO date; null when unknown. */
  readonly dueDate: string | null;
  /** Epoch milliseconds; null when nothing was ever paid. */
  readonly lastPaymentAt: number | null;
  readonly campaignPaused: boolean;
}

/** How far back the contacts among the facts must reach: the longest cap window, with a day to spare. */
export const CONTACT_HISTORY_MS = 8 * 24 * 3_600_000;

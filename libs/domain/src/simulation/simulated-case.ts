import type { Channel } from '../cadence/channel.js';
import type { Attributes } from '../cadence/attribute-condition.js';
import type { CaseHistory, PromiseState } from '../cadence/case-facts.js';
import type { DebtorKind } from '../cadence/schema-parts.js';
import type { Stage } from '../cadence/stage.js';
import type { ContactChannel } from '../policy/contact-facts.js';
import type { InconvenientTime } from '../policy/inconvenient-time.js';
import type { ContactRole } from '../profile/contact-role.js';

/** An address of a simulated debtor; what it says is of no matter here. */
export interface SimulatedPoint {
  /** Tells addresses apart, by a hash: what is said of one holds for every case under it. */
  readonly address: string;
  readonly kind: 'phone' | 'email';
  /** Whether it can be used at all: of the right type, not suppressed. */
  readonly usable: boolean;
  /** Zones that the address tells of. */
  readonly zones: readonly string[];
  readonly role: ContactRole | null;
  /** What was said about being contacted there, by channel (texts are `sms`). */
  readonly consents?: Readonly<Partial<Record<ContactChannel, 'given' | 'withdrawn'>>>;
}

/** A case as a simulation begins with it. Holds nothing that names anybody. */
export interface SimulatedCase {
  readonly ref: string;
  /** Tells persons apart; debtors of several creditors may be one. */
  readonly person: string;
  readonly creditor: string;
  readonly kind: DebtorKind;
  readonly language: string;
  readonly currency: string;
  readonly country: string;
  /** The debtor's zone; null where it is not known. */
  readonly zone: string | null;
  readonly portfolioZone: string;
  /** Policy packs of the portfolio. */
  readonly packs: readonly string[];
  /** ISO date. */
  readonly dueDate: string;
  readonly timeBarredOn: string | null;
  readonly balanceMinor: number;
  readonly minimumBalanceMinor: number;
  readonly stage: Stage;
  /** How the latest promise stands as the simulation begins. */
  readonly promise: PromiseState;
  /** The creditor's own attributes of the case. */
  readonly attributes?: Attributes;
  /** What had happened about it before; nothing, when absent. */
  readonly history?: CaseHistory;
  /** When the person does not want to be contacted. */
  readonly inconvenientTimes?: readonly InconvenientTime[];
  /** Whether data verification let it through. */
  readonly verified: boolean;
  readonly points: readonly SimulatedPoint[];
  /** When it came in, where that is later than the simulation begins; epoch ms. */
  readonly knownFrom?: number;
  /** Channels that the creditor can send by. */
  readonly channels: ReadonlySet<Channel>;
}

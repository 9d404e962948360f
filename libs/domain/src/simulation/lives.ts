import type { Channel } from '../cadence/channel.js';
import type { EscalateEffect, SendEffect, WantedContact } from '../cadence/effects.js';
import type { MessageState, PromiseState } from '../cadence/case-facts.js';
import type { Stage } from '../cadence/stage.js';
import type { CompiledPolicy } from '../policy/compiled-policy.js';
import type { ContactFacts } from '../policy/contact-facts.js';
import type { CallOutcome } from './call-outcome.js';
import type { SimulatedCase, SimulatedPoint } from './simulated-case.js';
import type { SimulationWorld } from './simulation-world.js';
import type { Timetable } from './timetable.js';

/** What a person, their cases and the messages about them know of one another. Instants are epoch ms. */

/** An address as the simulation goes on. */
export interface PersonPoint {
  readonly of: SimulatedPoint;
  usable: boolean;
  readonly optedOut: Set<string>;
}

export interface Person {
  readonly world: SimulationWorld;
  readonly timetable: Timetable;
  /** What chance hangs on: the person's first case, so that phone and mailbox agree. */
  readonly subject: string;
  send(of: LiveCase, effect: SendEffect, now: number): void;
  policyOf(of: SimulatedCase): CompiledPolicy;
  /** The first address of the kind that has not opted out; that of a role, where one is wanted. */
  pointFor(of: SimulatedCase, channel: Channel, to: WantedContact | null): PersonPoint | undefined;
  contactFacts(
    of: LiveCase,
    channel: Channel,
    point: PersonPoint,
    now: number,
    message: LiveMessage,
  ): ContactFacts;
  /** The message's contact counts against the caps, or does no longer. */
  count(message: LiveMessage, channel: Channel, now: number): void;
  uncount(message: LiveMessage): void;
  /** How many messages, or calls, there were with this one. */
  nextOrdinal(): number;
  nextCall(): number;
  /** A share of what is owed is paid on the page that the message led to. */
  pay(of: LiveCase, share: number, now: number): void;
  reply(of: LiveCase, point: PersonPoint, payload: string | null, text: string, now: number): void;
  answered(of: LiveCase, point: PersonPoint, call: AnsweredCall, now: number): void;
}

/** A call that somebody took, and when it was made. */
export interface AnsweredCall {
  readonly calledAt: number;
  readonly outcome: CallOutcome;
}

export type AgentWork = Pick<EscalateEffect, 'queue' | 'reason' | 'priority' | 'slaBusinessDays'>;

export interface LiveCase {
  readonly person: Person;
  readonly of: SimulatedCase;
  readonly open: boolean;
  balanceMinor: number;
  stage: Stage;
  lastPaymentAt: number | null;
  promises: number;
  promise: PromiseState;
  /** Since the simulation began. */
  payments: number;
  brokenPromises: number;
  /** ISO date of the latest promise. */
  promisedFor: string | null;
  /** Its messages that some provider took. */
  readonly contacted: Set<LiveMessage>;
  /** Which of its entries into the campaign it is on, from 1. */
  readonly entry: number;
  /** Its messages that policy defers or a provider has. */
  readonly messages: Set<LiveMessage>;
  /** The stage as policy sees it: the recorded one, or a later one by the age of the debt. */
  stageAt(now: number): Stage;
  holdsAt(now: number): readonly string[];
  /** Outreach rests; null: until somebody lifts it. */
  hold(reason: string, until: number | null): void;
  /** An agent has it, and answers when the time for that is over; outreach rests until then. */
  giveToAgent(now: number, work: AgentWork): void;
  /** Something happened that the cadence may wait for. */
  wake(now: number): void;
  responded(now: number): void;
  /** What became of a message of its own. */
  toldOf(stepKey: string, state: MessageState, now: number, submitted?: boolean): void;
  /** Nothing that was said to have arrived did so after all. */
  bounced(now: number): void;
}

export interface LiveMessage {
  /** Number of the case that it is about. */
  readonly ref: string;
  readonly stepKey: string;
  /** Tries the leg that it stands at, or the first after it that can be tried. */
  attempt(now: number): void;
  /** Something later takes its place for a case, if nobody has it yet. */
  overtake(of: LiveCase): void;
  /** Nothing of it leaves about a case any more. */
  stop(of: LiveCase): void;
}

import type { Channel } from '../cadence/channel.js';
import type { EscalateEffect, SendEffect, WantedContact } from '../cadence/effects.js';
import type { MessageState, PromiseState } from '../cadence/case-facts.js';
import type { Stage } from '../cadence/stage.js';
import type { CompiledPolicy } from '../policy/compiled-policy.js';
import type { ContactChannel, ContactFacts, PersonStop } from '../policy/contact-facts.js';
import type { FailureMeaning } from '../receipts/failure-meaning.js';
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
  /** The message's contact counts against the caps, from its latest leg on, or does no longer. */
  count(message: LiveMessage, channel: Channel, now: number): void;
  uncount(message: LiveMessage): void;
  /** What comes back of what left. */
  readonly outside: Outside;
  /** Stops and refusals that act on the person, whoever the creditor is. */
  readonly stops: Set<PersonStop>;
  readonly refusedChannels: Set<ContactChannel>;
  readonly cases: readonly LiveCase[];
  pointAt(address: string): PersonPoint | undefined;
  /** Nothing of any case that waits leaves any more. */
  stopMessages(): void;
  /** A contact that something else than this campaign made; about several cases where ref is null. */
  countOther(ref: string | null, channel: Channel, now: number): void;
  /** The call made at that instant became a conversation about the debt. */
  talked(of: LiveCase, calledAt: number): void;
  optOut(point: PersonPoint, channel: ContactChannel): void;
  /** The address belongs to nobody who is to be reached there. */
  purge(point: PersonPoint): void;
  /** A share of what is owed is paid on the page that the message led to. */
  pay(of: LiveCase, share: number, now: number): void;
  reply(of: LiveCase, point: PersonPoint, payload: string | null, text: string, now: number): void;
  answered(of: LiveCase, point: PersonPoint, call: AnsweredCall, now: number): void;
}

export type FailedBy = Pick<FailureMeaning, 'invalidPoint' | 'suppress' | 'fallback'>;

export interface LegName {
  readonly of: LiveCase;
  /** All cases that it is about, `of` among them. */
  readonly covers: readonly LiveCase[];
  readonly stepKey: string;
  readonly occurrence: number;
  readonly legNo: number;
}

/** A leg that was handed over. */
export interface SubmittedLeg extends LegName {
  readonly channel: Channel;
  readonly point: PersonPoint;
  arrived(now: number): void;
  failed(by: FailedBy, now: number): void;
  /** It was proved not to have been accepted. */
  released(): void;
}

/** Networks, mail servers and debtors: modelled, or as they were recorded. */
export interface Outside {
  take(leg: SubmittedLeg, now: number): void;
  /** Whether another message of the person that is due at the same instant is to be decided first. */
  goesBehind(leg: LegName, now: number): boolean;
  /** When an agent answers what was asked of them (Infinity: never); null leaves it to the time that they were given. */
  answersAt(of: LiveCase, origin: WorkOrigin | undefined): number | null;
  /** When and how a lead decides about a hand-off; null leaves it to be approved in time. */
  decidesHandOff(of: LiveCase, asked: WorkOrigin): { readonly at: number; readonly approved: boolean } | null;
}

/** What made an agent’s work: a step, or policy that leaves a message to a person. */
export interface WorkOrigin {
  readonly stepKey: string;
  readonly occurrence: number;
  readonly review?: boolean;
}

/** A call that somebody took, and when it was made. */
export interface AnsweredCall {
  readonly calledAt: number;
  readonly outcome: CallOutcome;
}

/** A reason not to contact, and when it ends by itself (epoch ms; null: it does not). */
export interface Hold {
  readonly name: string;
  readonly reason: string;
  readonly until: number | null;
}

export type AgentWork = Pick<EscalateEffect, 'queue' | 'reason' | 'priority' | 'slaBusinessDays'>;

export interface LiveCase {
  readonly person: Person;
  readonly of: SimulatedCase;
  readonly open: boolean;
  /** Whether data verification has let it through. */
  verified: boolean;
  closed: boolean;
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
  /** Outreach rests, and nothing of it that waits leaves any more; null: until somebody lifts it. */
  hold(hold: Hold): void;
  /** The hold of that name is no more. */
  lift(name: string, now: number): void;
  /** An agent has it, and answers when the time for that is over; outreach rests until then. */
  giveToAgent(now: number, work: AgentWork, origin?: WorkOrigin): void;
  /** An agent has it from elsewhere, until `agentAnswers`. */
  withAgent(): void;
  agentAnswers(now: number): void;
  /** Nothing of it that waits leaves any more. */
  stopMessages(): void;
  /** Whether the step is its next, and due before an instant (epoch ms). */
  comesTo(stepKey: string, before: number): boolean;
  /** Something happened that the cadence may wait for. */
  wake(now: number): void;
  responded(now: number): void;
  /** What became of a message of its own. */
  toldOf(stepKey: string, state: MessageState, now: number, submitted?: boolean): void;
  /** How a message for several cases stands for it, which wakes nothing; plannedAt in epoch ms, else as it was known. */
  coveredBy(stepKey: string, state: MessageState, plannedAt?: number): void;
}

export interface LiveMessage {
  /** Number of the case that it is about; null: of several, so that it counts for each. */
  readonly about: string | null;
  readonly stepKey: string;
  /** Tries the leg that it stands at, or the first after it that can be tried. */
  attempt(now: number): void;
  /** Something later takes its place for a case, if nobody has it yet. */
  overtake(of: LiveCase): void;
  /** Nothing of it that waits leaves about a case any more; null: about none of the person's. */
  stop(of: LiveCase | null): void;
  /** Nothing of it leaves at all, if it waits to leave to that address by that channel; null: by any. */
  stopAt(point: PersonPoint, channel: ContactChannel | null): void;
}

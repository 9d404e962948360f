import type { ContactRole } from '../profile/contact-role.js';
import type { Tone } from '../profile/tone.js';
import type { Channel } from './channel.js';
import type { AwaitedEvent, EnrolmentState } from './enrolment-state.js';
import type { Stage } from './stage.js';

/**
 * What moves a message on to its next leg: proof that this one was not delivered, or (`unconfirmed`, `unread`)
 * the lack of a delivery or read receipt after some hours.
 */
export interface MoveOn {
  readonly when: 'undelivered' | 'unconfirmed' | 'unread';
  readonly afterMinutes: number | null;
}

export interface ChannelLeg {
  readonly channel: Channel;
  /** Null on the last leg. */
  readonly moveOn: MoveOn | null;
}

/** A contact person by role, and what happens where nobody of that role can be reached. */
export interface WantedContact {
  readonly role: ContactRole;
  /** `usual`: it goes where it would have gone anyway. `nobody`: it does not go, as befits a copy. */
  readonly otherwise: 'usual' | 'nobody';
}

export interface SendEffect {
  readonly kind: 'send';
  readonly stepKey: string;
  readonly occurrence: number;
  /** In order; each leg but the last says what moves on to the next. */
  readonly channels: readonly ChannelLeg[];
  readonly template: string;
  /** Which of the step's variants it is; null where it has none. */
  readonly variant: string | null;
  /** Null leaves the choice to the profile. */
  readonly tone: Tone | null;
  /** Whom at a business it is for; null is whoever comes first. */
  readonly to: WantedContact | null;
  /** Stage of the case once a provider has taken the message; null leaves it as it is. */
  readonly raisesStage: Stage | null;
  /** What covers the debtor's other cases that come to the step so many days after this one; absent: each for itself. */
  readonly together?: { readonly template: string; readonly withinDays: number };
}

export type EscalationPriority = 'low' | 'normal' | 'high' | 'urgent';

export interface EscalateEffect {
  readonly kind: 'escalate';
  readonly stepKey: string;
  readonly occurrence: number;
  readonly queue: string;
  /** A label that whoever takes it must have. */
  readonly skill?: string;
  readonly priority: EscalationPriority;
  readonly reason: string;
  readonly slaBusinessDays: number;
}

/**
 * Why a step did not fire: something later took its place, be it a message, an agent or the end (`overtaken`), its
 * stage was over (`stage_passed`), or its moment lay before the case entered (`before_entry`). A message that the
 * step had left deferred is to be cancelled.
 */
export type SkipReason = 'overtaken' | 'stage_passed' | 'before_entry';

export interface SkipEffect {
  readonly kind: 'skip';
  readonly stepKey: string;
  readonly occurrence: number;
  readonly why: SkipReason;
}

/** Gives the case to somebody outside: at once, or when a person has approved it. */
export interface HandOffEffect {
  readonly kind: 'handOff';
  readonly stepKey: string;
  readonly occurrence: number;
  /** Key of the destination. */
  readonly to: string;
  /** By when a person says whether it may go (epoch ms); null where nobody is asked. */
  readonly decideBy: number | null;
}

/** Nobody said in time whether the hand-off that the step asked for may go: it does not. */
export interface LapseEffect {
  readonly kind: 'lapse';
  readonly stepKey: string;
  readonly occurrence: number;
}

/** Tells whoever looks after the debtor's account; no contact, and nothing waits for it. */
export interface NotifyEffect {
  readonly kind: 'notify';
  readonly stepKey: string;
  readonly occurrence: number;
  readonly reason: string;
}

export interface SetStageEffect {
  readonly kind: 'setStage';
  readonly stage: Stage;
}

export interface EndEffect {
  readonly kind: 'end';
  readonly reason: string;
}

/** What a step may do in passing. */
export type PassingEffect = SetStageEffect | HandOffEffect | NotifyEffect;

export type Effect = SendEffect | EscalateEffect | SkipEffect | LapseEffect | PassingEffect | EndEffect;

/** When the enrolment is to be looked at again. Every one but `ended` carries a time. */
export type Next =
  | { readonly kind: 'step'; readonly stepKey: string; readonly dueAt: number }
  | {
      readonly kind: 'wait';
      readonly stepKey: string;
      readonly untilEvent: AwaitedEvent;
      readonly timeoutAt: number;
    }
  | { readonly kind: 'parked'; readonly stepKey: string | null; readonly reviewAt: number }
  | { readonly kind: 'ended'; readonly reason: string };

/** The outcome of one advance: what to do now, when to look again, and the state to store. */
export interface Advance {
  readonly effects: readonly Effect[];
  readonly next: Next;
  readonly state: EnrolmentState;
}

/** The instant at which an enrolment must be claimed again; null once it ended. */
export function wakeAt(next: Next): number | null {
  if (next.kind === 'step') return next.dueAt;
  if (next.kind === 'wait') return next.timeoutAt;
  return next.kind === 'parked' ? next.reviewAt : null;
}

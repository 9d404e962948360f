/** What can end a wait before its time-out. */
export type AwaitedEvent = 'response' | 'delivery' | 'payment' | 'released';

export interface Waiting {
  readonly untilEvent: AwaitedEvent;
  /** Epoch ms at which the wait ends whatever happens. */
  readonly timeoutAt: number;
  /**
   * Something agreed kept the case from being collected while it waited: it goes on at its current stage, as a case that
   * enters late does, and says nothing of what passed meanwhile.
   */
  readonly lateEntry?: true;
}

/** Where one case stands in its campaign. Stored between advances; made by `enterCampaign` and `advance` alone. */
export interface EnrolmentState {
  /** The step that comes next; null until the case has entered. */
  readonly stepKey: string | null;
  /** When that step became the next one (epoch ms); spans of waiting count from here. */
  readonly enteredStepAt: number;
  /** How many times the cadence was started over: part of what makes a message unique. */
  readonly occurrence: number;
  readonly waiting?: Waiting | null;
  /** Set once the enrolment is over; an ended enrolment never moves again. */
  readonly endedReason?: string | null;
}

/** The state of a case that has just been enrolled. */
export function enterCampaign(now: number, occurrence = 1): EnrolmentState {
  return { stepKey: null, enteredStepAt: now, occurrence, waiting: null, endedReason: null };
}

/** Ends after which nobody enters again: they were drawn to be left alone, or an agent has the case. */
export const endsForGood: readonly string[] = ['hold_out', 'campaign_step_missing'];

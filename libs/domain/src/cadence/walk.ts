import { deferredStep } from './case-facts.js';
import { stepDueAt } from './case-moment.js';
import type { CompiledCampaign, CompiledStep } from './compile-campaign.js';
import type { Advance, Effect, SkipReason } from './effects.js';
import type { EnrolmentState, Waiting } from './enrolment-state.js';
import { stageRank } from './stage.js';
import type { CaseMoment, StepOutcome } from './step-type.js';

type Sending = Extract<StepOutcome, { does: 'send' }>;

interface Candidate {
  readonly step: CompiledStep;
  readonly sending: Sending;
  /** When it became the next step. */
  readonly entered: number;
}

/**
 * One advance's way through the steps that are due. A send that is due does not fire at once: it becomes the
 * candidate, and fires when nothing with a moment of its own behind it is due as well. Steps lead forward only, so
 * the walk ends.
 */
export class Walk {
  private readonly effects: Effect[];
  private candidate: Candidate | null = null;

  constructor(
    private readonly campaign: CompiledCampaign,
    private readonly enrolment: EnrolmentState,
    private readonly moment: CaseMoment,
    effects: readonly Effect[] = [],
    private readonly enters = false,
  ) {
    this.effects = [...effects];
  }

  from(start: number, enteredAt: number): Advance {
    let position = start;
    let entered = enteredAt;
    for (;;) {
      const step = this.campaign.steps[position];
      if (step === undefined) return this.candidate ? this.fire(this.candidate) : this.end('completed');
      const dueAt = stepDueAt(this.campaign, step, this.moment, entered);
      if (this.candidate !== null && (step.moment === null || dueAt > this.moment.now)) {
        return this.fire(this.candidate);
      }
      if (dueAt > this.moment.now) return this.pause(step, dueAt, entered);
      const outcome = step.run(this.moment, Math.max(dueAt, entered));
      const result = this.take(step, outcome, entered);
      if (typeof result !== 'number') return result;
      position = result;
      entered = this.moment.now;
    }
  }

  /** Acts on an outcome; a number is the position to go on from. */
  private take(step: CompiledStep, outcome: StepOutcome, entered: number): Advance | number {
    if (outcome.does === 'pass') {
      if (outcome.effect !== undefined) this.effects.push(outcome.effect);
      return outcome.to;
    }
    if (outcome.does === 'send') {
      // A copy does not stand in for what it is a copy of: that goes first, and the copy is due behind it.
      if (this.candidate !== null && isCopy(outcome)) return this.fire(this.candidate);
      this.overtake();
      if (this.isTimely(step)) this.candidate = { step, sending: outcome, entered };
      else this.skip(step.key, 'stage_passed');
      return outcome.to;
    }
    if (outcome.does === 'await') {
      if (this.candidate !== null) return this.fire(this.candidate);
      const waiting = { untilEvent: outcome.event, timeoutAt: outcome.timeoutAt };
      return {
        effects: this.effects,
        next: { kind: 'wait', stepKey: step.key, ...waiting },
        state: this.at(step.key, entered, waiting),
      };
    }
    this.overtake();
    if (outcome.does === 'park') return this.park(outcome);
    if (outcome.does === 'ask') return this.ask(step, outcome, entered);
    if (!this.closes(step)) this.overtakeDeferred(null);
    return this.end(outcome.reason);
  }

  private overtake(): void {
    if (this.candidate !== null) this.skip(this.candidate.step.key, 'overtaken');
    this.candidate = null;
  }

  /** What policy still defers never leaves beside a later message, nor while an agent has the case. */
  private overtakeDeferred(by: string | null): void {
    const stepKey = deferredStep(this.moment.facts);
    if (stepKey !== null && stepKey !== by) this.skip(stepKey, 'overtaken');
  }

  /** Whether an end only closes the file behind its last message, which is then still to leave. */
  private closes(end: CompiledStep): boolean {
    const last = deferredStep(this.moment.facts);
    if (last === null || end.moment !== null) return false;
    const position = this.campaign.positions.get(last);
    return position !== undefined && this.campaign.steps[position]?.usualNext === end.position;
  }

  private skip(stepKey: string, why: SkipReason): void {
    this.effects.push({ kind: 'skip', stepKey, occurrence: this.moment.occurrence, why });
  }

  /**
   * A step of an earlier stage may be a few days late, but what was to be said before the due date is never said
   * after it.
   */
  private isTimely(step: CompiledStep): boolean {
    if (step.moment === null || stageRank(step.stage) >= stageRank(this.moment.stage)) return true;
    return step.stage !== 'pre_due' && this.moment.dpd - step.moment.dpd <= this.campaign.catchUpDays;
  }

  private fire({ step, sending, entered }: Candidate): Advance {
    // Whoever enters may find the debtor's other cases entering beside it: all are at their steps before one message covers them.
    if (this.enters && step.sharesMessage === true) return this.pause(step, this.moment.now, entered);
    if (!isCopy(sending)) this.overtakeDeferred(step.key);
    this.effects.push(sending.effect);
    const next = this.campaign.steps[sending.to];
    if (next === undefined) return this.end('completed');
    const dueAt = stepDueAt(this.campaign, next, this.moment, this.moment.now);
    return this.pause(next, Math.max(dueAt, this.moment.now), this.moment.now);
  }

  private park(outcome: Extract<StepOutcome, { does: 'park' }>): Advance {
    this.overtakeDeferred(null);
    if (outcome.lapse !== undefined) this.effects.push(outcome.lapse);
    this.effects.push(outcome.effect);
    const next = this.campaign.steps[outcome.to];
    if (next === undefined) return this.end('completed');
    const { reviewAt } = outcome;
    return {
      effects: this.effects,
      next: { kind: 'parked', stepKey: next.key, reviewAt },
      state: this.at(next.key, this.moment.now, { untilEvent: 'released', timeoutAt: reviewAt }),
    };
  }

  private ask(step: CompiledStep, outcome: Extract<StepOutcome, { does: 'ask' }>, entered: number): Advance {
    this.overtakeDeferred(null);
    this.effects.push(outcome.effect);
    const { reviewAt } = outcome;
    return {
      effects: this.effects,
      next: { kind: 'parked', stepKey: step.key, reviewAt },
      state: this.at(step.key, entered, { untilEvent: 'released', timeoutAt: reviewAt }),
    };
  }

  private pause(step: CompiledStep, dueAt: number, entered: number): Advance {
    return {
      effects: this.effects,
      next: { kind: 'step', stepKey: step.key, dueAt },
      state: this.at(step.key, entered, null),
    };
  }

  private end(reason: string): Advance {
    this.effects.push({ kind: 'end', reason });
    return {
      effects: this.effects,
      next: { kind: 'ended', reason },
      state: { ...this.enrolment, waiting: null, endedReason: reason },
    };
  }

  private at(stepKey: string, enteredStepAt: number, waiting: Waiting | null): EnrolmentState {
    return { ...this.enrolment, stepKey, enteredStepAt, waiting };
  }
}

/** Whether it goes to one role alone, beside the message that goes where messages usually go. */
function isCopy({ effect }: Sending): boolean {
  return effect.to?.otherwise === 'nobody';
}

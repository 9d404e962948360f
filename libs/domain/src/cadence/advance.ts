import { DAY_MS } from '../calendar/civil-date.js';
import { caseMoment } from './case-moment.js';
import { type CaseFacts, deferredStep } from './case-facts.js';
import type { CompiledCampaign } from './compile-campaign.js';
import { drawOf } from './draw.js';
import type { Advance, Effect } from './effects.js';
import type { EnrolmentState, Waiting } from './enrolment-state.js';
import { reachedGoal } from './goals.js';
import { findEntry } from './late-entry.js';
import { laterStage, stageRank } from './stage.js';
import type { CaseMoment } from './step-type.js';
import { Walk } from './walk.js';

/**
 * What comes next for one enrolment: pure, total and deterministic, so that the same facts and clock give the same
 * answer in production, in simulation and in a replay. Safe to call at any time and as often as one likes: a step
 * fires only when it is due, and the returned state is past every step that fired.
 *
 * At most one message comes out of an advance. Where several were overdue (downtime, a long hold), the last one
 * fires and the others are recorded as skipped.
 */
export function advance(
  campaign: CompiledCampaign,
  enrolment: EnrolmentState,
  facts: CaseFacts,
  now: number,
): Advance {
  if (enrolment.endedReason != null) return ended(enrolment, enrolment.endedReason, []);
  const goal = reachedGoal(campaign.goals, facts);
  if (goal !== null) {
    return ended(enrolment, goal, [...overtaken(enrolment, facts), { kind: 'end', reason: goal }]);
  }

  const moment = caseMoment(campaign, facts, enrolment.occurrence, now);
  const unfit = reasonToLeave(campaign, enrolment, moment);
  if (unfit !== null) {
    return ended(enrolment, unfit, [...overtaken(enrolment, facts), { kind: 'end', reason: unfit }]);
  }
  const result = move(campaign, enrolment, moment);
  return result.next.kind === 'ended' ? result : withStage(result, moment);
}

/** Who was drawn to be left alone never enters; who no longer is what the campaign is for leaves it. */
function reasonToLeave(
  campaign: CompiledCampaign,
  { stepKey }: EnrolmentState,
  moment: CaseMoment,
): string | null {
  if (
    stepKey === null &&
    campaign.holdOut > 0 &&
    drawOf(campaign.key, 'hold-out', moment.facts) < campaign.holdOut
  ) {
    return 'hold_out';
  }
  return campaign.staysWhile === null || campaign.staysWhile(moment) ? null : 'left_audience';
}

function move(campaign: CompiledCampaign, enrolment: EnrolmentState, moment: CaseMoment): Advance {
  if (moment.facts.outreachParked) return parked(enrolment, moment);
  if (enrolment.stepKey === null) return enter(campaign, enrolment, moment);
  const position = campaign.positions.get(enrolment.stepKey);
  if (position === undefined) return lost(enrolment, enrolment.stepKey, moment.facts);
  if (enrolment.waiting?.lateEntry) return reenter(campaign, enrolment, position, moment);
  return new Walk(campaign, enrolment, moment).from(position, enrolment.enteredStepAt);
}

function enter(campaign: CompiledCampaign, enrolment: EnrolmentState, moment: CaseMoment): Advance {
  const { position, passed } = findEntry(campaign, moment);
  const skipped = passed.flatMap((index): Effect[] => {
    const step = campaign.steps[index];
    if (step === undefined) return [];
    return [{ kind: 'skip', stepKey: step.key, occurrence: moment.occurrence, why: 'before_entry' }];
  });
  if (position === null) {
    return ended(enrolment, 'all_steps_passed', [...skipped, { kind: 'end', reason: 'all_steps_passed' }]);
  }
  return new Walk(campaign, enrolment, moment, skipped, true).from(position, moment.now);
}

/**
 * Goes on after an agreement is over, kept or not: where late entry says, but never back. What passed meanwhile is
 * skipped, since it was not said for a reason.
 */
function reenter(
  campaign: CompiledCampaign,
  enrolment: EnrolmentState,
  position: number,
  moment: CaseMoment,
): Advance {
  const entry = findEntry(campaign, moment).position;
  if (entry !== null && entry <= position) {
    return new Walk(campaign, enrolment, moment).from(position, enrolment.enteredStepAt);
  }
  const skipped = passedOver(campaign, position, entry ?? campaign.steps.length, moment);
  if (entry !== null) return new Walk(campaign, enrolment, moment, skipped).from(entry, moment.now);
  return ended(enrolment, 'all_steps_passed', [...skipped, { kind: 'end', reason: 'all_steps_passed' }]);
}

function passedOver(
  campaign: CompiledCampaign,
  from: number,
  to: number,
  { occurrence }: CaseMoment,
): Effect[] {
  return campaign.steps
    .slice(from, to)
    .map(({ key }): Effect => ({ kind: 'skip', stepKey: key, occurrence, why: 'before_entry' }));
}

/** Looks again when the holds end by themselves, when an agent should have answered, or in a day. */
function parked(enrolment: EnrolmentState, { facts, now }: CaseMoment): Advance {
  const agreed = enrolment.waiting?.untilEvent === 'released' ? enrolment.waiting.timeoutAt : 0;
  const reviewAt =
    [facts.parkedUntil ?? 0, agreed, now + DAY_MS].find((instant) => instant > now) ?? now + DAY_MS;
  const agreedOn = facts.underAgreement === true || enrolment.waiting?.lateEntry === true;
  const waiting: Waiting = {
    untilEvent: 'released',
    timeoutAt: reviewAt,
    ...(agreedOn && { lateEntry: true }),
  };
  return {
    effects: [],
    next: { kind: 'parked', stepKey: enrolment.stepKey, reviewAt },
    state: { ...enrolment, waiting },
  };
}

/** A state that names a step which its campaign lacks is handed to a person, never guessed at. */
function lost(enrolment: EnrolmentState, stepKey: string, facts: CaseFacts): Advance {
  const reason = 'campaign_step_missing';
  return ended(enrolment, reason, [
    ...overtaken(enrolment, facts),
    {
      kind: 'escalate',
      stepKey,
      occurrence: enrolment.occurrence,
      queue: 'data',
      priority: 'high',
      reason,
      slaBusinessDays: 1,
    },
    { kind: 'end', reason },
  ]);
}

/** What policy still defers is not said any more once the cadence is over. */
function overtaken({ occurrence }: EnrolmentState, facts: CaseFacts): Effect[] {
  const stepKey = deferredStep(facts);
  return stepKey === null ? [] : [{ kind: 'skip', stepKey, occurrence, why: 'overtaken' }];
}

function ended(enrolment: EnrolmentState, reason: string, effects: readonly Effect[]): Advance {
  return {
    effects,
    next: { kind: 'ended', reason },
    state: { ...enrolment, waiting: null, endedReason: reason },
  };
}

/** Records that the debt has aged into a later stage, unless a step has set one that is later still. */
function withStage(result: Advance, { facts, stage }: CaseMoment): Advance {
  const recorded = result.effects.reduce(
    (latest, effect) => (effect.kind === 'setStage' ? laterStage(latest, effect.stage) : latest),
    facts.stage,
  );
  if (stageRank(stage) <= stageRank(recorded)) return result;
  return { ...result, effects: [...result.effects, { kind: 'setStage', stage }] };
}

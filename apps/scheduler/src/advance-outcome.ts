import { businessId } from '#casework';
import {
  type Advance,
  type Effect,
  type EnrolmentState,
  type EscalateEffect,
  type EscalationPriority,
  type SendEffect,
  wakeAt,
} from '#domain';
import type {
  AdvancedEnrolment,
  DueEnrolment,
  EscalationRequest,
  HandOffName,
  HandOffRequest,
  MessageExtra,
  MessageOrigin,
  NoticeRequest,
  PlannedMessage,
} from '#persistence';
import { type SharableMessage, standingOf } from './sharable-message.js';

/** What a batch of advances writes, as sets. */
export interface AdvanceOutcome {
  messages: PlannedMessage[];
  enrolments: AdvancedEnrolment[];
  escalations: EscalationRequest[];
  overtaken: MessageOrigin[];
  handOffs: HandOffRequest[];
  lapsed: HandOffName[];
  notices: NoticeRequest[];
  stages: { caseId: string; stage: string }[];
  /** Of the messages, those that may cover more of their debtor's cases. */
  sharable: SharableMessage[];
  /** What the batch leaves at a step that is due later: a message may cover those that come to its own soon. */
  coming: PlacedEnrolment[];
  /** Enrolments whose campaign could not be run. */
  stuck: string[];
}

/** An enrolment as a batch leaves it; dueAt in epoch ms. */
export interface PlacedEnrolment {
  due: DueEnrolment;
  state: EnrolmentState;
  dueAt: number;
}

type HandOffEffect = Extract<Effect, { kind: 'handOff' }>;
type StepEffect = Extract<Effect, { kind: 'handOff' | 'notify' }>;

const PRIORITIES: Record<EscalationPriority, number> = { urgent: 1, high: 2, normal: 3, low: 4 };

export function emptyOutcome(): AdvanceOutcome {
  return {
    ...{ messages: [], enrolments: [], escalations: [], overtaken: [], sharable: [], coming: [] },
    ...{ handOffs: [], lapsed: [], notices: [], stages: [], stuck: [] },
  };
}

/** Adds what one enrolment's advance means to the batch. */
export function collect(outcome: AdvanceOutcome, due: DueEnrolment, result: Advance, now: number): void {
  let lastMessage: object | null = null;
  for (const effect of result.effects) {
    if (effect.kind === 'send') {
      const message = plannedMessage(due, effect, now);
      outcome.messages.push(message);
      if (effect.together !== undefined)
        outcome.sharable.push(sharableMessage(due, effect, effect.together, message, now));
      lastMessage = { stepKey: effect.stepKey, state: 'pending', at: now };
    } else if (effect.kind === 'escalate') {
      outcome.escalations.push(escalationRequest(due, effect, now));
    } else if (effect.kind === 'handOff') {
      outcome.handOffs.push(handOffRequest(due, effect, now));
    } else if (effect.kind === 'lapse') {
      outcome.lapsed.push({ enrolmentId: due.id, stepKey: effect.stepKey, occurrence: effect.occurrence });
    } else if (effect.kind === 'notify') {
      outcome.notices.push({ ...ofStep(due, effect, now), reason: effect.reason });
    } else if (effect.kind === 'setStage') {
      outcome.stages.push({ caseId: due.caseId, stage: effect.stage });
    } else if (effect.kind === 'skip' && due.facts.lastMessage?.state === 'deferred') {
      outcome.overtaken.push({
        shard: due.shard,
        personId: due.personId,
        originKey: originKey(due.id, effect.stepKey),
        occurrence: effect.occurrence,
        enrolmentId: due.id,
        caseId: due.caseId,
        stepKey: effect.stepKey,
      });
    }
  }
  const dueAt = wakeAt(result.next);
  if (result.next.kind === 'step' && dueAt !== null) outcome.coming.push({ due, state: result.state, dueAt });
  outcome.enrolments.push({
    id: due.id,
    status: result.next.kind === 'ended' ? 'ended' : result.next.kind === 'parked' ? 'parked' : 'active',
    state: result.state,
    dueAt,
    endReason: result.next.kind === 'ended' ? result.next.reason : null,
    lastMessage,
  });
}

function originKey(enrolmentId: string, stepKey: string): string {
  return `${enrolmentId}:${stepKey}`;
}

function plannedMessage(due: DueEnrolment, effect: SendEffect, now: number): PlannedMessage {
  return {
    id: businessId(now),
    shard: due.shard,
    personId: due.personId,
    debtorId: due.debtorId,
    creditorId: due.creditorId,
    caseId: due.caseId,
    campaignId: due.campaignId,
    enrolmentId: due.id,
    together: null,
    purpose: 'collection',
    originKind: 'step',
    originKey: originKey(due.id, effect.stepKey),
    occurrence: effect.occurrence,
    family: effect.template,
    tone: effect.tone,
    channels: effect.channels.map((leg) => leg.channel),
    extra: extraOf(effect),
  };
}

function sharableMessage(
  due: DueEnrolment,
  effect: SendEffect,
  { template, withinDays }: NonNullable<SendEffect['together']>,
  message: PlannedMessage,
  now: number,
): SharableMessage {
  const { personId, debtorId, shard, campaignId, versionId, facts } = due;
  const zone = facts.zone ?? 'UTC';
  return {
    message,
    step: { personId, debtorId, shard, campaignId, versionId, stepKey: effect.stepKey },
    standing: standingOf({ ...facts, zone }, now),
    dueDate: facts.dueDate,
    zone,
    template,
    withinDays,
  };
}

/** What a message has to know of its step later on; null for most. */
function extraOf({ channels, raisesStage, to, variant }: SendEffect): MessageExtra | null {
  if (channels.length === 1 && raisesStage === null && to === null && variant === null) return null;
  return {
    legs: [...channels],
    ...(raisesStage === null ? {} : { raisesStage }),
    ...(to === null ? {} : { to }),
    ...(variant === null ? {} : { variant }),
  };
}

function ofStep(due: DueEnrolment, { stepKey, occurrence }: StepEffect, now: number) {
  const { id: enrolmentId, caseId, personId } = due;
  return { id: businessId(now), enrolmentId, caseId, personId, stepKey, occurrence };
}

function handOffRequest(due: DueEnrolment, effect: HandOffEffect, now: number): HandOffRequest {
  const { to, decideBy } = effect;
  const holdId = decideBy === null ? null : businessId(now);
  return { ...ofStep(due, effect, now), creditorId: due.creditorId, to, decideBy, holdId };
}

function escalationRequest(due: DueEnrolment, effect: EscalateEffect, now: number): EscalationRequest {
  return {
    id: businessId(now),
    caseId: due.caseId,
    personId: due.personId,
    creditorId: due.creditorId,
    enrolmentId: due.id,
    origin: `${originKey(due.id, effect.stepKey)}:${effect.occurrence}`,
    queue: effect.queue,
    skills: effect.skill === undefined ? [] : [effect.skill],
    reason: effect.reason,
    priority: PRIORITIES[effect.priority],
    slaBusinessDays: effect.slaBusinessDays,
  };
}

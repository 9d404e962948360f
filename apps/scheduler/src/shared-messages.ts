import { campaignCalendar, type MessageState } from '#domain';
import {
  type ComingEnrolment,
  comingEnrolments,
  type CoveringMessage,
  coveringMessages,
  lockSharing,
  type Queryable,
  type SharedStep,
} from '#persistence';
import type { AdvanceOutcome } from './advance-outcome.js';
import { type SharableMessage, standingOf } from './sharable-message.js';

/**
 * Turns the messages of a batch that may cover several cases into one for each debtor and step: cases covered by one that is
 * on its way already get none of their own, those that come to the step within the days allowed are covered by the first.
 */
export async function shareMessages(tx: Queryable, now: number, outcome: AdvanceOutcome): Promise<void> {
  const { sharable } = outcome;
  if (sharable.length === 0) return;
  await lockSharing(
    tx,
    sharable.map(({ message }) => message.personId),
  );
  const dropped = new Set<string>();
  for (const group of groupsOf(sharable)) {
    const [any] = group;
    if (any === undefined) continue;
    const under = await coveringMessages(tx, any.step);
    const free = group.filter((each) => {
      const by = under.find(({ enrolmentIds }) => enrolmentIds.includes(each.message.enrolmentId ?? ''));
      if (by !== undefined) drop(outcome, dropped, each, by);
      return by === undefined;
    });
    await coverOthers(tx, now, outcome, dropped, free);
  }
  outcome.messages = outcome.messages.filter(({ id }) => !dropped.has(id));
}

/** The first of those without a message gets one, which covers the rest of them and those that come. */
async function coverOthers(
  tx: Queryable,
  now: number,
  outcome: AdvanceOutcome,
  dropped: Set<string>,
  [first, ...rest]: readonly SharableMessage[],
): Promise<void> {
  if (first === undefined) return;
  const { message, step, zone, withinDays } = first;
  const same = rest.filter(({ standing }) => standing === first.standing);
  const dueBefore = campaignCalendar.instantAt(
    campaignCalendar.localDay(now, zone) + withinDays + 1,
    0,
    zone,
  );
  const own = new Set(outcome.enrolments.map(({ id }) => id));
  const stored = (await comingEnrolments(tx, step, dueBefore)).filter(({ id }) => !own.has(id));
  // What this batch does to its own enrolments is not stored yet.
  const coming = [...stored, ...comingWithin(outcome, step, dueBefore)].filter(
    (each) => each.state.waiting == null && standingOf(each, now) === first.standing,
  );
  const others = [
    ...same.map((each) => ({ caseId: each.message.caseId, id: each.message.enrolmentId ?? '' })),
    ...coming,
  ];
  if (others.length > 0) {
    message.together = {
      caseIds: others.map(({ caseId }) => caseId),
      enrolmentIds: others.map(({ id }) => id),
    };
    message.extra = { ...message.extra, together: first.template };
  }
  for (const each of same) dropped.add(each.message.id);
  // Of those that stand otherwise other words are true: they have a message of their own.
  await coverOthers(
    tx,
    now,
    outcome,
    dropped,
    rest.filter(({ standing }) => standing !== first.standing),
  );
}

function comingWithin(
  { coming }: AdvanceOutcome,
  { debtorId, versionId, stepKey }: SharedStep,
  dueBefore: number,
): ComingEnrolment[] {
  return coming.flatMap(({ due: { id, facts, ...of }, state, dueAt }) =>
    of.debtorId === debtorId && of.versionId === versionId && state.stepKey === stepKey && dueAt < dueBefore
      ? [{ id, caseId: of.caseId, state, dueAt, ...facts, zone: facts.zone ?? 'UTC' }]
      : [],
  );
}

/** Within each the oldest debt comes first, as in the words: which case begins a message hangs on no order of claiming. */
function groupsOf(sharable: readonly SharableMessage[]): SharableMessage[][] {
  const groups = new Map<string, SharableMessage[]>();
  for (const each of [...sharable].sort(byAge)) {
    const { debtorId, versionId, stepKey } = each.step;
    const key = `${debtorId} ${versionId} ${stepKey}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

/** ISO dates, and ids of cases, compare as they follow one another. */
function byAge(one: SharableMessage, other: SharableMessage): number {
  return orderOf(one.dueDate, other.dueDate) || orderOf(one.message.caseId, other.message.caseId);
}

const orderOf = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const STATES: Readonly<Record<string, MessageState>> = {
  deferred: 'deferred',
  delivered: 'delivered',
  read: 'delivered',
  unknown: 'unknown',
};

/** The case is told of the message that covers it as if it were its own. */
function drop(
  outcome: AdvanceOutcome,
  dropped: Set<string>,
  { message, step }: SharableMessage,
  by: CoveringMessage,
): void {
  dropped.add(message.id);
  const enrolment = outcome.enrolments.find(({ id }) => id === message.enrolmentId);
  if (enrolment === undefined) return;
  enrolment.lastMessage = {
    stepKey: step.stepKey,
    state: STATES[by.status] ?? 'pending',
    at: by.plannedAt,
  };
}

import {
  foldMessage,
  foldReceipt,
  isProvedUndelivered,
  proofOf,
  type ContactChannel,
  type LegStatus,
} from '#domain';
import type { LegName, ReceivedReceipt } from '#contracts';

/** A leg with its message, as read under their locks. */
export interface LockedLeg extends LegName {
  channel: ContactChannel;
  status: LegStatus;
  errorCode: string | null;
  messageStatus: string;
  channelCount: number;
  enrolmentId: string | null;
  /** Of a message that covers several cases: those of the others. */
  withEnrolments: string[] | null;
  originKey: string;
}

/** A leg's new state; instants are business time in epoch ms, null where nothing of the kind was reported. */
export interface LegChange extends LegName {
  status: LegStatus;
  errorCode: string | null;
  /** When a receipt first came: the leg was accepted by then. */
  seenAt: number;
  deliveredAt: number | null;
  readAt: number | null;
  failedAt: number | null;
}

export interface MessageChange {
  shard: number;
  id: string;
  status: 'sent' | 'delivered' | 'read' | 'undelivered';
  reason: string | null;
}

/** What an enrolment learns about the message it sent. */
export interface EnrolmentNews {
  id: string;
  originKey: string;
  state: 'delivered' | 'undelivered' | 'unknown';
  at: number;
  /** Enrolments of further cases that the message covers, which learn the same. */
  also?: readonly string[] | null;
}

/** All that one message's receipts change. */
export interface FoldedMessage {
  legs: LegChange[];
  message: MessageChange | null;
  news: EnrolmentNews | null;
  /** The leg that failed and is to be followed by the next. */
  fallBackFrom: LegName | null;
  /** Legs that arrived although a next one may be on its way, which is no longer needed. */
  overtaken: LegName[];
  /** Proof that an attempt in doubt, or without an answer, was accepted, with its reference. */
  settled: (LegName & { providerRef: string | null })[];
}

/** Messages that came to an end by our own doing; only proof that they arrived says more. */
const ENDED = new Set(['cancelled', 'refused']);

/**
 * Folds new receipts of one message into its legs, and those into the message. Pure, so that any order and any
 * division into sets can be tried against each other.
 *
 * @param locked the legs that the receipts are about
 * @param others statuses of the message's further legs, by number
 */
export function foldReceipts(
  locked: readonly LockedLeg[],
  others: ReadonlyMap<number, LegStatus>,
  receipts: readonly ReceivedReceipt[],
): FoldedMessage {
  const statuses = new Map(others);
  for (const leg of locked) statuses.set(leg.legNo, leg.status);
  const folded: FoldedMessage = {
    legs: [],
    message: null,
    news: null,
    fallBackFrom: null,
    overtaken: [],
    settled: [],
  };
  for (const leg of locked) {
    const own = receipts.filter((receipt) => receipt.legNo === leg.legNo);
    const change = foldLeg(leg, own);
    if (leg.messageStatus === 'unknown' || leg.status === 'unknown')
      folded.settled.push(settlement(leg, own));
    if (change === null) continue;
    folded.legs.push(change);
    statuses.set(leg.legNo, change.status);
    if (fallsBack(leg, change, own, statuses)) {
      folded.fallBackFrom = leg;
      // Its answer may have been lost with its process, and nobody looks at a leg that another has followed.
      folded.settled.push(settlement(leg, own));
    }
    if (leg.legNo < leg.channelCount && proofOf(change.status) === 'delivered') folded.overtaken.push(leg);
  }
  return concludeMessage(folded, locked, statuses, receipts);
}

/** Null when the receipts tell nothing new. */
function foldLeg(leg: LockedLeg, receipts: readonly ReceivedReceipt[]): LegChange | null {
  let state: { status: LegStatus; errorCode: string | null } = leg;
  let changed = false;
  const reported: Record<'deliveredAt' | 'readAt' | 'failedAt', number | null> = {
    deliveredAt: null,
    readAt: null,
    failedAt: null,
  };
  const note = (what: keyof typeof reported, at: number): void => {
    reported[what] = Math.min(reported[what] ?? at, at);
    changed = true;
  };
  for (const receipt of receipts) {
    if (receipt.status === null) continue;
    const folded = foldReceipt(leg.channel, state, { status: receipt.status, errorCode: receipt.errorCode });
    changed ||= folded.changed;
    state = folded;
    const proof = proofOf(receipt.status);
    if (proof === 'delivered') note('deliveredAt', receipt.occurredAt);
    if (proof === 'undelivered') note('failedAt', receipt.occurredAt);
    if (receipt.status === 'read') note('readAt', receipt.occurredAt);
  }
  if (!changed) return null;
  const { shard, messageId, legNo } = leg;
  const seenAt = Math.min(...receipts.map((receipt) => receipt.occurredAt));
  return { shard, messageId, legNo, status: state.status, errorCode: state.errorCode, seenAt, ...reported };
}

function settlement(leg: LockedLeg, receipts: readonly ReceivedReceipt[]): FoldedMessage['settled'][number] {
  const providerRef = receipts.find((receipt) => receipt.providerRef !== null)?.providerRef ?? null;
  return { shard: leg.shard, messageId: leg.messageId, legNo: leg.legNo, providerRef };
}

/** Once for each leg, and only for the last one so far. */
function fallsBack(
  leg: LockedLeg,
  change: LegChange,
  receipts: readonly ReceivedReceipt[],
  statuses: ReadonlyMap<number, LegStatus>,
): boolean {
  if (isProvedUndelivered(leg.status) || !isProvedUndelivered(change.status)) return false;
  if (leg.legNo >= leg.channelCount || ENDED.has(leg.messageStatus)) return false;
  if ([...statuses.keys()].some((legNo) => legNo > leg.legNo)) return false;
  return receipts.some((receipt) => receipt.status === change.status && receipt.fallback);
}

function concludeMessage(
  folded: FoldedMessage,
  locked: readonly LockedLeg[],
  statuses: ReadonlyMap<number, LegStatus>,
  receipts: readonly ReceivedReceipt[],
): FoldedMessage {
  const [leg] = locked;
  if (leg === undefined) return folded;
  const delivery = foldMessage([...statuses.values()]);
  const arrived = delivery === 'delivered' || delivery === 'read';
  if (arrived) folded.fallBackFrom = null;
  // A failure that was known has had its consequence: the next leg may be on its way without a row of its own yet.
  if (delivery === 'undelivered' && !locked.some((each) => failsOnlyNow(each, folded.legs))) return folded;
  const status = statusOf(delivery, leg.messageStatus, folded.fallBackFrom !== null);
  if (status === null || status === leg.messageStatus) return folded;
  const reason =
    status === 'undelivered'
      ? (folded.legs.find((each) => each.errorCode !== null)?.errorCode ?? null)
      : null;
  folded.message = { shard: leg.shard, id: leg.messageId, status, reason };
  const wasDelivered = leg.messageStatus === 'delivered' || leg.messageStatus === 'read';
  const state = arrived ? 'delivered' : 'undelivered';
  if (leg.enrolmentId !== null && status !== 'sent' && !(arrived && wasDelivered)) {
    const at = Math.min(...receipts.map((receipt) => receipt.occurredAt));
    folded.news = { id: leg.enrolmentId, originKey: leg.originKey, state, at, also: leg.withEnrolments };
  }
  return folded;
}

function failsOnlyNow(leg: LockedLeg, changes: readonly LegChange[]): boolean {
  const change = changes.find(({ legNo }) => legNo === leg.legNo);
  return change !== undefined && isProvedUndelivered(change.status) && !isProvedUndelivered(leg.status);
}

/** The message's new status; null where receipts have nothing to say about it. */
function statusOf(
  delivery: ReturnType<typeof foldMessage>,
  before: string,
  fallsBack: boolean,
): MessageChange['status'] | null {
  if (delivery === 'read' || delivery === 'delivered') return delivery;
  if (ENDED.has(before)) return null;
  if (delivery === 'undelivered') return fallsBack ? 'sent' : 'undelivered';
  // The sender writes 'sent' with its answer; a receipt only clears a doubt.
  return delivery === 'sent' && before === 'unknown' ? 'sent' : null;
}

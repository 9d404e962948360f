import { businessId } from '#casework';
import type { DecidedLeg, MessageBatch } from '#contracts';
import {
  campaignPauseRule,
  channelRules,
  type DecidedFacts,
  decideContact,
  refuseUnknownPolicy,
  storeDecision,
  strictestOf,
} from '#domain';
import {
  conversationsAmong,
  type CountedContact,
  type DecisionRecord,
  type DeferredMessage,
  deferMessages,
  type EndedMessage,
  endMessages,
  type FailedLeg,
  forgetWords,
  keepToSaid,
  type EscalationRequest,
  lockAndReadMessages,
  type MessageToSend,
  moveToNextLeg,
  type NewAttempt,
  type Queryable,
  requestEscalations,
  storeVerdicts,
} from '#persistence';
import { contactFacts, countContact } from './contact-facts.js';
import type { PolicyLibrary } from './policy-library.js';
import { validitySecondsOf } from './validity.js';

/** A message that may leave now; its attempt is committed with the transaction. */
export interface PermittedMessage {
  message: MessageToSend;
  attempt: NewAttempt;
  /** Seconds left of the contact window. */
  validitySeconds: number;
}

/** What came of a batch. */
export interface DecidedBatch {
  permitted: PermittedMessage[];
  /** What was decided of each, as it is told to whoever watches. */
  decided: DecidedLeg[];
  /** Permitted, but for their words, which are of a case that has changed since: to be written anew, and decided then. */
  outdated: MessageBatch | null;
  /** Refused the channel alone: their next legs, to be written. */
  next: MessageBatch | null;
  /** Machine instant by performance.now() as of which it was decided. */
  readAt: number;
}

interface Verdicts {
  decisions: DecisionRecord[];
  decided: DecidedLeg[];
  permitted: PermittedMessage[];
  deferred: DeferredMessage[];
  ended: EndedMessage[];
  passedOver: FailedLeg[];
  /** Refusals that a person has to look at: the facts were not enough to decide by rule. */
  reviews: EscalationRequest[];
  contacts: Map<string, CountedContact[]>;
  outdated: MessageToSend[];
}

/**
 * Decides a batch inside a transaction: locks the persons, reads fresh facts, asks the contact policy, and stores
 * decisions, attempts and counted contacts (I3, I6). The caller commits and only then submits. now is business time.
 */
export async function decideBatch(
  tx: Queryable,
  now: number,
  batch: MessageBatch,
  policies: PolicyLibrary,
  providerOf: (channel: string) => string,
): Promise<DecidedBatch> {
  const { messages, readAt } = await lockAndReadMessages(tx, batch, now);
  const talkedIn = await conversationsAmong(tx, callsBefore(messages));
  const verdicts: Verdicts = {
    decisions: [],
    decided: [],
    permitted: [],
    deferred: [],
    ended: [],
    passedOver: [],
    reviews: [],
    contacts: new Map(),
    outdated: [],
  };
  for (const message of messages) {
    if (message.attempt_free) await decideOne(verdicts, message, now, policies, providerOf, talkedIn);
  }
  await storeVerdicts(
    tx,
    verdicts.decisions,
    verdicts.permitted.map((p) => p.attempt),
    [...verdicts.contacts].map(([personId, contacts]) => ({ personId, contacts })),
  );
  await keepToSaid(tx, now, spokenOf(verdicts.permitted));
  await deferMessages(tx, verdicts.deferred);
  await endMessages(tx, now, verdicts.ended);
  const next = await moveToNextLeg(tx, now, verdicts.passedOver);
  await requestEscalations(tx, now, verdicts.reviews);
  const { permitted, decided } = verdicts;
  return { permitted, decided, outdated: await forgetWords(tx, verdicts.outdated), next, readAt };
}

/** Earlier calls to those who are to be called again: only about these is it asked whether there was a conversation. */
function callsBefore(messages: readonly MessageToSend[]): string[] {
  return messages
    .filter(({ channel }) => channel === 'voice')
    .flatMap(({ contacts }) => contacts.filter(({ ch }) => ch === 'voice').map(({ m }) => m));
}

async function decideOne(
  verdicts: Verdicts,
  message: MessageToSend,
  now: number,
  policies: PolicyLibrary,
  providerOf: (channel: string) => string,
  talkedIn: ReadonlySet<string>,
): Promise<void> {
  const contacts = verdicts.contacts.get(message.person_id) ?? message.contacts;
  const decideFor = async (of: MessageToSend) => {
    const policy = await policies.get(of.terms.policy_packs);
    const facts = contactFacts(of, contacts, now, talkedIn);
    const decision = policy === null ? refuseUnknownPolicy(facts) : decideContact(facts, policy);
    return { facts, decision, caseId: of.case_id };
  };
  const each =
    message.said === null
      ? [await decideFor(message)]
      : await Promise.all(message.said.map((one) => decideFor({ ...message, ...one })));
  const deciding = strictestOf(each);
  const { decision, caseId } = deciding;
  if (decision.outcome === 'allow' && message.outdated) {
    verdicts.outdated.push(message);
    return;
  }
  const id = businessId(now);
  for (const milder of each.filter((one) => one !== deciding))
    verdicts.decisions.push(decisionRecord(businessId(now), message, milder));
  verdicts.decisions.push(decisionRecord(id, message, deciding));
  verdicts.decided.push({
    messageId: message.id,
    legNo: message.leg_no,
    channel: message.channel,
    decisionId: id,
    outcome: decision.outcome,
    rule: decision.rule.id,
  });
  if (decision.outcome === 'defer') {
    const { shard, id: messageId } = message;
    const paused = decision.rule.id === campaignPauseRule.id;
    verdicts.deferred.push({ shard, id: messageId, until: decision.until, paused });
  } else if (
    decision.outcome === 'refuse' &&
    channelRules.has(decision.rule.id) &&
    message.leg_no < message.leg_count
  ) {
    const { shard, id: messageId, leg_no: legNo } = message;
    verdicts.passedOver.push({ shard, messageId, legNo, errorCode: decision.reason, fallback: true });
  } else if (decision.outcome === 'refuse') {
    verdicts.ended.push({ shard: message.shard, id: message.id, status: 'refused', reason: decision.reason });
    if (decision.review) verdicts.reviews.push(review(message, caseId, decision.reason, now));
  } else {
    if (message.purpose === 'collection') {
      verdicts.contacts.set(message.person_id, countContact(contacts, message, now));
    }
    verdicts.permitted.push({
      message,
      attempt: newAttempt(message, id, providerOf(message.channel), now),
      validitySeconds: validitySecondsOf(decision.validUntil - now),
    });
  }
}

/** A message for several cases has a decision of each; the one that decided is the last of them. */
function decisionRecord(
  id: string,
  message: MessageToSend,
  { facts, decision, caseId }: DecidedFacts & { caseId: string },
): DecisionRecord {
  const { outcome, rule } = decision;
  return {
    id,
    messageId: message.id,
    legNo: message.leg_no,
    creditorId: message.creditor_id,
    outcome,
    rule: rule.id,
    until: outcome === 'defer' ? decision.until : outcome === 'allow' ? decision.validUntil : null,
    record: JSON.stringify(storeDecision(facts, decision, message.said === null ? undefined : caseId)),
  };
}

/** Messages for several cases that leave without some of them. */
function spokenOf(
  permitted: readonly PermittedMessage[],
): { shard: number; id: string; caseIds: string[] }[] {
  return permitted.flatMap(({ message: { shard, id, covered, said } }) =>
    said === null || said.length === covered
      ? []
      : [{ shard, id, caseIds: said.map(({ case_id: caseId }) => caseId) }],
  );
}

/** Fails closed: what no rule could decide goes to a person, once a message. */
function review(message: MessageToSend, caseId: string, reason: string, now: number): EscalationRequest {
  return {
    id: businessId(now),
    caseId,
    personId: message.person_id,
    creditorId: message.creditor_id,
    enrolmentId: message.enrolment_id,
    origin: `review:${message.id}`,
    queue: 'data',
    reason,
    priority: 3,
    slaBusinessDays: 2,
  };
}

function newAttempt(message: MessageToSend, decisionId: string, provider: string, now: number): NewAttempt {
  return {
    id: businessId(now),
    shard: message.shard,
    messageId: message.id,
    legNo: message.leg_no,
    attemptNo: (message.attempt_no ?? 0) + 1,
    personId: message.person_id,
    provider,
    decisionId,
  };
}

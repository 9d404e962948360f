import { answerCall } from '../behaviour/answer-call.js';
import { hasRcs, mailboxRefusal } from '../behaviour/debtor-behaviour.js';
import { type DebtorAct, NOT_REACHABLE_BY_RCS, reactTo } from '../behaviour/react-to.js';
import type { Channel } from '../cadence/channel.js';
import type { MessageState } from '../cadence/case-facts.js';
import type { SendEffect } from '../cadence/effects.js';
import { nextLegAt } from '../cadence/next-leg.js';
import { laterStage } from '../cadence/stage.js';
import { decideContact, strictestOf } from '../policy/decide-contact.js';
import type { FailureMeaning } from '../receipts/failure-meaning.js';
import { smtpFailure } from '../receipts/smtp-failures.data.js';
import { twilioFailure } from '../receipts/twilio-failures.data.js';
import { outcomeOfCall } from './call-outcome.js';
import type { LiveCase, LiveMessage, PersonPoint } from './lives.js';

type Status = 'moving' | 'deferred' | 'sent' | 'delivered' | 'over';

/** One message on its way: decided, put off, handed over, followed by its next leg. */
export class MessageLife implements LiveMessage {
  private status: Status = 'moving';
  /** Of the leg that is tried, from 1. */
  private legNo = 1;
  private counted = false;
  /** Until when policy defers it. */
  private until = 0;

  /** Cases that it covers; all but the first are of a message for several. */
  private readonly covered: Set<LiveCase>;

  /** @param others cases beside the first that it covers */
  constructor(
    private readonly of: LiveCase,
    private readonly effect: SendEffect,
    others: readonly LiveCase[] = [],
  ) {
    this.covered = new Set([of, ...others]);
  }

  /** How a case that it covers, and that comes to its step, is told that it stands; null where it came to nothing. */
  stateFor(of: LiveCase): MessageState | null {
    if (!this.covered.has(of) || this.status === 'over') return null;
    return this.status === 'deferred' || this.status === 'delivered' ? this.status : 'pending';
  }

  get ref(): string {
    return this.of.of.ref;
  }

  get stepKey(): string {
    return this.effect.stepKey;
  }

  attempt(now: number): void {
    if (this.status === 'over') return;
    const chosen = this.chooseLeg();
    if (chosen === null) {
      this.of.person.world.watcher.unreached(this.stepKey);
      this.end('undelivered', now);
      return;
    }
    this.legNo = chosen.legNo;
    this.decide(chosen.channel, chosen.point, now);
  }

  overtake(of: LiveCase): void {
    if (this.status === 'deferred' && this.leave(of)) this.close();
  }

  stop(of: LiveCase): void {
    if ((this.status === 'deferred' || this.status === 'moving') && this.leave(of)) this.close();
  }

  /** Whether no case is left of which it speaks. */
  private leave(of: LiveCase): boolean {
    this.covered.delete(of);
    return ![...this.covered].some(({ open }) => open);
  }

  /** Of several cases those that may be written about; one alone is decided as it is. */
  private said(now: number): readonly LiveCase[] {
    if (this.covered.size === 1) return [...this.covered];
    const said = [...this.covered].filter((each) => each.open && each.holdsAt(now).length === 0);
    return said.length > 0 ? said : [...this.covered].slice(0, 1);
  }

  /** What becomes of a message says nothing to a later entry of its case. */
  private get isOfThisEntry(): boolean {
    return this.effect.occurrence === this.of.entry;
  }

  private tell(state: MessageState, now: number, submitted = false): void {
    if (this.isOfThisEntry) for (const each of this.covered) each.toldOf(this.stepKey, state, now, submitted);
  }

  private chooseLeg(): { legNo: number; channel: Channel; point: PersonPoint } | null {
    const { channels, template, to } = this.effect;
    const { of, person } = this.of;
    for (let legNo = this.legNo; legNo <= channels.length; legNo += 1) {
      const channel = channels[legNo - 1]?.channel;
      if (channel === undefined || !of.channels.has(channel)) continue;
      if (!person.world.isWritten(template, of.language, channel)) continue;
      const point = person.pointFor(of, channel, to);
      if (point !== undefined) return { legNo, channel, point };
    }
    return null;
  }

  private decide(channel: Channel, point: PersonPoint, now: number): void {
    const { person } = this.of;
    const { watcher } = person.world;
    const said = this.said(now);
    const { facts, decision } = strictestOf(
      said.map((each) => {
        const facts = person.contactFacts(each, channel, point, now, this);
        return { facts, decision: decideContact(facts, person.policyOf(each.of)) };
      }),
    );
    watcher.decided(decision, channel);
    if (decision.outcome === 'defer') {
      this.status = 'deferred';
      this.until = decision.until;
      this.tell('deferred', now);
      person.timetable.add(decision.until, (later) => {
        if (this.status === 'deferred' && this.until === later) this.attempt(later);
      });
    } else if (decision.outcome === 'refuse') {
      if (decision.review) {
        this.of.giveToAgent(now, {
          queue: 'data',
          reason: decision.reason,
          priority: 'normal',
          slaBusinessDays: 2,
        });
      }
      this.end('undelivered', now);
    } else {
      const counts = !this.counted;
      if (counts) person.count(this, channel, now);
      this.counted = true;
      const { stepKey, tone, raisesStage, together } = this.effect;
      const template = said.length > 1 && together ? together.template : this.effect.template;
      watcher.contacted({
        at: now,
        case: this.of.of,
        stepKey,
        occurrence: this.effect.occurrence,
        template,
        tone,
        channel,
        legNo: this.legNo,
        counts,
        facts,
      });
      if (raisesStage !== null) this.of.stage = laterStage(this.of.stage, raisesStage);
      this.status = 'sent';
      this.tell('pending', now, true);
      this.submit(channel, point, now);
    }
  }

  private submit(channel: Channel, point: PersonPoint, now: number): void {
    const { person } = this.of;
    const { behaviour, seed } = person.world;
    const legNo = this.legNo;
    const movesAt = nextLegAt(this.effect.channels, legNo, now);
    if (movesAt !== null) {
      person.timetable.add(movesAt, (later) => {
        if (this.status === 'sent' && this.legNo === legNo) this.moveOn(later);
      });
    }
    if (channel === 'voice') {
      for (const each of this.covered) each.contacted.add(this);
      return this.call(point, now);
    }
    if (channel === 'email') {
      const refusal = mailboxRefusal(behaviour, seed, person.subject);
      if (refusal !== null) {
        person.uncount(this);
        this.counted = false;
        person.world.watcher.released(this.of.of, this.stepKey);
        const means = smtpFailure(refusal.code, refusal.text.split(' ')[0], true);
        person.timetable.add(now, (later) => this.fail(legNo, channel, means, point, later));
        return;
      }
    }
    for (const each of this.covered) each.contacted.add(this);
    if (channel === 'rcs' && !hasRcs(behaviour, seed, person.subject)) {
      const means = twilioFailure(NOT_REACHABLE_BY_RCS);
      person.timetable.add(now + ANSWER_MS, (later) => this.fail(legNo, channel, means, point, later));
      return;
    }
    // A mail that the receiving server took counts as arrived until it bounces.
    if (channel === 'email') this.arrive(legNo, channel, now);
    const ordinal = person.nextOrdinal();
    for (const { afterMs, action } of reactTo(behaviour, seed, person.subject, { channel, ordinal })) {
      person.timetable.add(now + afterMs, (later) => this.happen(action, legNo, channel, point, later));
    }
  }

  private happen(action: DebtorAct, legNo: number, channel: Channel, point: PersonPoint, now: number): void {
    const { person } = this.of;
    switch (action.kind) {
      case 'deliver':
        return this.arrive(legNo, channel, now);
      case 'fail':
        return this.fail(legNo, channel, twilioFailure(action.code), point, now);
      case 'bounce':
        if (this.isOfThisEntry) for (const each of this.covered) each.bounced(now);
        return this.fail(legNo, channel, smtpFailure(550, action.status), point, now);
      case 'open':
        return person.world.watcher.acted(this.of.of, 'opened', now);
      case 'read':
        return person.world.watcher.acted(this.of.of, 'read', now);
      case 'click':
        return person.world.watcher.acted(this.of.of, 'clicked', now);
      case 'scan':
        return;
      case 'pay':
        return person.pay(this.of, action.share, now);
      case 'reply':
        return person.reply(this.of, point, action.payload ?? null, action.text, now);
    }
  }

  private arrive(legNo: number, channel: Channel, now: number): void {
    if (this.status !== 'sent' || this.legNo !== legNo) return;
    this.status = 'delivered';
    this.of.person.world.watcher.delivered(channel, now);
    this.tell('delivered', now);
  }

  private fail(
    legNo: number,
    channel: Channel,
    means: FailureMeaning,
    point: PersonPoint,
    now: number,
  ): void {
    if (this.legNo !== legNo || this.status === 'over') return;
    this.of.person.world.watcher.failed(channel);
    if (means.invalidPoint) point.usable = false;
    if (means.suppress) point.optedOut.add(channel === 'rcs' ? 'sms' : channel);
    if (means.fallback) this.moveOn(now);
    else this.end('undelivered', now);
  }

  private moveOn(now: number): void {
    if (this.legNo >= this.effect.channels.length) {
      this.end('undelivered', now);
      return;
    }
    this.legNo += 1;
    this.status = 'moving';
    this.attempt(now);
  }

  private call(point: PersonPoint, now: number): void {
    const { person } = this.of;
    const reaction = answerCall(person.world.behaviour, person.world.seed, person.subject, person.nextCall());
    const legNo = this.legNo;
    person.timetable.add(now + reaction.afterMs, (later) => {
      const outcome = outcomeOfCall(reaction);
      if (outcome.kind === 'unreached') {
        this.fail(legNo, 'voice', UNANSWERED, point, later);
        return;
      }
      this.arrive(legNo, 'voice', later);
      person.answered(this.of, point, { calledAt: now, outcome }, later);
    });
  }

  private end(state: 'undelivered', now: number): void {
    this.close();
    this.tell(state, now);
  }

  private close(): void {
    this.status = 'over';
    this.of.messages.delete(this);
  }
}

/** How soon a network says that a phone cannot be reached. */
const ANSWER_MS = 2_000;
/** Nobody took the call: another channel may reach them. */
const UNANSWERED: FailureMeaning = twilioFailure('30003');

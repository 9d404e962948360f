import type { Channel } from '../cadence/channel.js';
import type { MessageState } from '../cadence/case-facts.js';
import type { SendEffect } from '../cadence/effects.js';
import { nextLegAt } from '../cadence/next-leg.js';
import { laterStage } from '../cadence/stage.js';
import { optOutChannel } from '../identity/opt-out-channel.js';
import type { ContactChannel } from '../policy/contact-facts.js';
import { decideContact, strictestOf } from '../policy/decide-contact.js';
import type { ContactDecision } from '../policy/contact-decision.js';
import { campaignPauseRule } from '../policy/rules/campaign-pause.rule.js';
import { channelRules } from '../policy/rules/registry.js';
import { chooseLeg } from './choose-leg.js';
import { CoveredCases } from './covered-cases.js';
import type { FailedBy, LegName, LiveCase, LiveMessage, PersonPoint } from './lives.js';

/** `sent`: handed over as far as it goes by itself; what is told of it may still move it on. */
type Status = 'moving' | 'deferred' | 'sent' | 'over';

/** One message on its way: decided, put off, handed over, followed by its next leg. */
export class MessageLife implements LiveMessage {
  private status: Status = 'moving';
  /** Of the leg that is tried, from 1. */
  private legNo = 1;
  /** What is known of the legs that left. */
  private readonly legs = new Map<number, 'open' | 'arrived' | 'failed'>();
  private counted = false;
  /** A provider took a leg of it. */
  private handedOver = false;
  private wentBehindAt: number | null = null;
  /** No next leg goes for want of a receipt. */
  private halted = false;
  /** Until when policy defers it, and where it would go. */
  private until = 0;
  private heading: { channel: Channel; point: PersonPoint } | null = null;

  private readonly covered: CoveredCases;

  /**
   * @param plannedAt epoch ms
   * @param others cases beside the first that it covers
   */
  constructor(
    private readonly of: LiveCase,
    private readonly effect: SendEffect,
    readonly plannedAt: number,
    others: readonly LiveCase[] = [],
  ) {
    this.covered = new CoveredCases(of, others);
    for (const each of this.covered.all) each.messages.add(this);
  }

  /** How a case that it covers, and that comes to its step, is told that it stands; null where it came to nothing. */
  stateFor(of: LiveCase): MessageState | null {
    if (!this.covered.reaches(of)) return null;
    if (this.status === 'over' && !this.has('open') && !this.has('arrived')) return null;
    if (this.status === 'deferred') return this.handedOver ? 'pending' : 'deferred';
    return this.has('arrived') ? 'delivered' : 'pending';
  }

  get about(): string | null {
    return this.covered.about;
  }

  get stepKey(): string {
    return this.effect.stepKey;
  }

  attempt(now: number): void {
    if (this.status === 'over') return;
    const said = this.covered.said(now);
    const chosen = chooseLeg(this.of, this.effect, this.legNo, this.templateFor(said));
    if (chosen === null) {
      this.of.person.world.watcher.unreached(this.stepKey);
      this.conclude(now);
      return;
    }
    this.legNo = chosen.legNo;
    const { outside, timetable } = this.of.person;
    if (outside.goesBehind(this.legName(), now) && this.wentBehindAt !== now) {
      this.wentBehindAt = now;
      timetable.add(now, (later) => this.attempt(later));
    } else {
      this.decide(chosen.channel, chosen.point, said, now);
    }
  }

  private legName(): LegName {
    const { stepKey, occurrence } = this.effect;
    const { named: of, all: covers } = this.covered;
    return { of, covers, stepKey, occurrence, legNo: this.legNo };
  }

  private templateFor(said: readonly LiveCase[]): string {
    const { together, template } = this.effect;
    return said.length > 1 && together !== undefined ? together.template : template;
  }

  overtake(of: LiveCase): void {
    // What has left about several cases is not called off for one of them.
    if (this.status !== 'deferred' || (this.covered.shared && this.handedOver)) return;
    if (!this.covered.leave(of)) this.close();
  }

  /** What is still to be said of other cases goes on for them: whether the one may be spoken of is asked when it leaves. */
  stop(of: LiveCase | null): void {
    if (of !== null && !this.covered.isOnly(of)) return;
    if (this.status === 'deferred' || this.status === 'moving') this.close();
    else this.halted = true;
  }

  stopAt(point: PersonPoint, channel: ContactChannel | null): void {
    if (this.status !== 'deferred' || this.heading?.point !== point) return;
    if (channel === null || optOutChannel(this.heading.channel) === channel) this.close();
  }

  /** What becomes of a message says nothing to a later entry of its case. */
  private get isOfThisEntry(): boolean {
    return this.effect.occurrence === this.of.entry;
  }

  private tell(state: MessageState, now: number, submitted = false): void {
    if (!this.isOfThisEntry) return;
    for (const each of this.covered.listeners) each.toldOf(this.stepKey, state, now, submitted);
  }

  private decide(channel: Channel, point: PersonPoint, said: readonly LiveCase[], now: number): void {
    const { person } = this.of;
    const { watcher } = person.world;
    const { facts, decision, of } = strictestOf(
      said.map((each) => {
        const facts = person.contactFacts(each, channel, point, now, this);
        return { facts, of: each, decision: decideContact(facts, person.policyOf(each.of)) };
      }),
    );
    watcher.decided(decision, channel);
    if (decision.outcome === 'defer') {
      this.status = 'deferred';
      this.until = this.resumedAt(decision, now) ?? decision.until;
      this.heading = { channel, point };
      // What has left by another channel cannot be called off.
      if (!this.handedOver) this.tell('deferred', now);
      person.timetable.add(this.until, (later) => {
        if (this.status === 'deferred' && this.until === later) this.attempt(later);
      });
    } else if (
      decision.outcome === 'refuse' &&
      channelRules.has(decision.rule.id) &&
      this.legNo < this.effect.channels.length
    ) {
      this.moveOn(now);
    } else if (decision.outcome === 'refuse') {
      if (decision.review) {
        of.giveToAgent(now, { ...REVIEW, reason: decision.reason }, { ...this.effect, review: true });
      }
      this.conclude(now);
    } else {
      const counts = !this.counted;
      this.keepTo(said);
      person.count(this, channel, now);
      this.counted = true;
      const { tone, raisesStage } = this.effect;
      const { of: named, covers, stepKey, occurrence, legNo } = this.legName();
      watcher.contacted({
        at: now,
        case: named.of,
        covers: covers.map((each) => each.of),
        stepKey,
        occurrence,
        template: this.templateFor(said),
        tone,
        channel,
        legNo,
        counts,
        facts,
      });
      if (raisesStage !== null) this.of.stage = laterStage(this.of.stage, raisesStage);
      this.status = 'sent';
      this.submit(channel, point, now);
    }
  }

  /** What is taken out of the words was not told, and its cadence learns that nothing arrived. */
  private keepTo(said: readonly LiveCase[]): void {
    for (const untold of this.covered.keepTo(said)) {
      untold.coveredBy(this.stepKey, 'undelivered');
      untold.contacted.delete(this);
    }
  }

  /** What its campaign's pause held back goes on as soon as that is over. */
  private resumedAt({ rule }: ContactDecision, now: number): number | null {
    if (rule.id !== campaignPauseRule.id) return null;
    return this.of.person.world.pausedUntil?.(now) ?? null;
  }

  private submit(channel: Channel, point: PersonPoint, now: number): void {
    const { person } = this.of;
    const legNo = this.legNo;
    this.legs.set(legNo, 'open');
    if (!this.handedOver) this.tell('pending', now, true);
    this.handedOver = true;
    for (const each of this.covered.all) each.contacted.add(this);
    const movesAt = nextLegAt(this.effect.channels, legNo, now);
    if (movesAt !== null) {
      person.timetable.add(movesAt, (later) => {
        if (!this.halted && this.status === 'sent' && this.legNo === legNo && this.isOpen(legNo))
          this.moveOn(later);
      });
    }
    const { of, covers, stepKey, occurrence } = this.legName();
    person.outside.take(
      {
        of,
        covers,
        stepKey,
        occurrence,
        legNo,
        channel,
        point,
        arrived: (at) => this.arrived(legNo, channel, at),
        failed: (by, at) => this.failed(legNo, channel, by, point, at),
        released: () => this.release(legNo),
      },
      now,
    );
  }

  private isOpen(legNo: number): boolean {
    return this.legs.get(legNo) === 'open';
  }

  private has(state: 'open' | 'arrived'): boolean {
    for (const leg of this.legs.values()) if (leg === state) return true;
    return false;
  }

  private arrived(legNo: number, channel: Channel, now: number): void {
    if (this.legs.get(legNo) === 'arrived') return;
    const first = !this.has('arrived');
    this.legs.set(legNo, 'arrived');
    this.of.person.world.watcher.delivered(channel, now);
    // A next leg that was put off is no longer needed.
    if (this.status === 'deferred') this.status = 'sent';
    if (first) this.tell('delivered', now);
  }

  private failed(legNo: number, channel: Channel, by: FailedBy, point: PersonPoint, now: number): void {
    const before = this.legs.get(legNo);
    // A mail that its server took may still come back; what arrived otherwise has arrived.
    if (before === 'failed' || (before === 'arrived' && channel !== 'email')) return;
    this.legs.set(legNo, 'failed');
    this.of.person.world.watcher.failed(channel);
    if (by.invalidPoint) point.usable = false;
    if (by.suppress) this.of.person.optOut(point, channel);
    if (this.legNo !== legNo || this.status !== 'sent' || this.has('arrived'))
      return this.concludeIfLast(now);
    if (by.fallback && legNo < this.effect.channels.length) this.moveOn(now);
    else this.conclude(now);
  }

  private concludeIfLast(now: number): void {
    if (this.status === 'sent' && !this.has('arrived')) this.conclude(now);
  }

  /** Proved not to have been accepted: unless an earlier leg was, it was no contact. */
  private release(legNo: number): void {
    for (const other of this.legs.keys()) if (other !== legNo) return;
    this.handedOver = false;
    for (const each of this.covered.all) each.contacted.delete(this);
    this.of.person.uncount(this);
    this.counted = false;
    this.of.person.world.watcher.released(this.covered.named.of, this.stepKey);
  }

  private moveOn(now: number): void {
    this.legNo += 1;
    this.status = 'moving';
    this.heading = null;
    this.attempt(now);
  }

  /** Nothing more is tried; as long as a leg may still arrive, or one has, that is not said of the message. */
  private conclude(now: number): void {
    this.status = 'sent';
    if (this.has('open') || this.has('arrived')) return;
    this.close();
    this.tell('undelivered', now);
  }

  private close(): void {
    this.status = 'over';
    for (const each of this.covered.all) each.messages.delete(this);
  }
}

/** What policy leaves to a person. */
const REVIEW = { queue: 'data', priority: 'normal', slaBusinessDays: 2 } as const;

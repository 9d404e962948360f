import type { Channel } from '../cadence/channel.js';
import type { MessageState } from '../cadence/case-facts.js';
import type { SendEffect } from '../cadence/effects.js';
import { nextLegAt } from '../cadence/next-leg.js';
import { laterStage } from '../cadence/stage.js';
import { optOutChannel } from '../identity/opt-out-channel.js';
import type { ContactChannel } from '../policy/contact-facts.js';
import { decideContact } from '../policy/decide-contact.js';
import type { FailedBy, LiveCase, LiveMessage, PersonPoint } from './lives.js';

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

  constructor(
    private readonly of: LiveCase,
    private readonly effect: SendEffect,
  ) {}

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
      this.conclude(now);
      return;
    }
    this.legNo = chosen.legNo;
    const { stepKey, occurrence } = this.effect;
    const { outside, timetable } = this.of.person;
    const leg = { of: this.of, stepKey, occurrence, legNo: this.legNo };
    if (outside.goesBehind(leg, now) && this.wentBehindAt !== now) {
      this.wentBehindAt = now;
      timetable.add(now, (later) => this.attempt(later));
    } else {
      this.decide(chosen.channel, chosen.point, now);
    }
  }

  overtake(): void {
    if (this.status === 'deferred') this.close();
  }

  stop(): void {
    this.halted = true;
    if (this.status === 'deferred' || this.status === 'moving') this.close();
  }

  stopAt(point: PersonPoint, channel: ContactChannel | null): void {
    if (this.status !== 'deferred' || this.heading?.point !== point) return;
    if (channel === null || optOutChannel(this.heading.channel) === channel) this.stop();
  }

  /** What becomes of a message says nothing to a later entry of its case. */
  private get isOfThisEntry(): boolean {
    return this.effect.occurrence === this.of.entry;
  }

  private tell(state: MessageState, now: number, submitted = false): void {
    if (this.isOfThisEntry) this.of.toldOf(this.stepKey, state, now, submitted);
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
    const facts = person.contactFacts(this.of, channel, point, now, this);
    const decision = decideContact(facts, person.policyOf(this.of.of));
    watcher.decided(decision, channel);
    if (decision.outcome === 'defer') {
      this.status = 'deferred';
      this.until = decision.until;
      this.heading = { channel, point };
      // What has left by another channel cannot be called off.
      if (!this.handedOver) this.tell('deferred', now);
      person.timetable.add(decision.until, (later) => {
        if (this.status === 'deferred' && this.until === later) this.attempt(later);
      });
    } else if (decision.outcome === 'refuse') {
      if (decision.review) {
        const work = {
          queue: 'data',
          reason: decision.reason,
          priority: 'normal',
          slaBusinessDays: 2,
        } as const;
        this.of.giveToAgent(now, work, { ...this.effect, review: true });
      }
      this.conclude(now);
    } else {
      const counts = !this.counted;
      person.count(this, channel, now);
      this.counted = true;
      const { stepKey, occurrence, template, tone, raisesStage } = this.effect;
      watcher.contacted({
        at: now,
        case: this.of.of,
        stepKey,
        occurrence,
        template,
        tone,
        channel,
        legNo: this.legNo,
        counts,
        facts,
      });
      if (raisesStage !== null) this.of.stage = laterStage(this.of.stage, raisesStage);
      this.status = 'sent';
      this.submit(channel, point, now);
    }
  }

  private submit(channel: Channel, point: PersonPoint, now: number): void {
    const { person } = this.of;
    const { stepKey, occurrence } = this.effect;
    const legNo = this.legNo;
    this.legs.set(legNo, 'open');
    if (!this.handedOver) this.tell('pending', now, true);
    this.handedOver = true;
    this.of.contacted.add(this);
    const movesAt = nextLegAt(this.effect.channels, legNo, now);
    if (movesAt !== null) {
      person.timetable.add(movesAt, (later) => {
        if (!this.halted && this.status === 'sent' && this.legNo === legNo && this.isOpen(legNo))
          this.moveOn(later);
      });
    }
    person.outside.take(
      {
        of: this.of,
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
    this.of.contacted.delete(this);
    this.of.person.uncount(this);
    this.counted = false;
    this.of.person.world.watcher.released(this.of.of, this.stepKey);
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
    this.of.messages.delete(this);
  }
}

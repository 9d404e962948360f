import { isoDateOf, requireIsoDate } from '../calendar/civil-date.js';
import type { Channel } from '../cadence/channel.js';
import type { SendEffect, WantedContact } from '../cadence/effects.js';
import { optOutChannel } from '../identity/opt-out-channel.js';
import type { CompiledPolicy } from '../policy/compiled-policy.js';
import { CONTACT_HISTORY_MS, type ContactFacts, type CountedContact } from '../policy/contact-facts.js';
import { classifyReply } from '../receipts/classify-reply.js';
import { CaseLife } from './case-life.js';
import type { AnsweredCall, LiveCase, LiveMessage, Person, PersonPoint } from './lives.js';
import { MessageLife } from './message-life.js';
import type { SimulatedCase, SimulatedPoint } from './simulated-case.js';
import type { SimulationWorld } from './simulation-world.js';
import { Timetable } from './timetable.js';

interface Counted extends CountedContact {
  readonly message: LiveMessage;
  readonly ref: string;
}

/** Everything that happens to one person: their cases, contacts and deeds. Persons know nothing of one another. */
export class PersonLife implements Person {
  readonly timetable = new Timetable();
  readonly subject: string;
  private readonly cases: readonly CaseLife[];
  private readonly points: ReadonlyMap<SimulatedCase, readonly PersonPoint[]>;
  private contacts: Counted[] = [];
  /** Instants of the contacts in which the person was spoken with. */
  private readonly talks = new Set<number>();
  private readonly shared: MessageLife[] = [];
  private ordinal = 0;
  private calls = 0;

  constructor(
    readonly world: SimulationWorld,
    cases: readonly [SimulatedCase, ...SimulatedCase[]],
  ) {
    this.subject = cases[0].ref;
    this.cases = cases.map((each) => new CaseLife(this, each));
    const known = new Map<string, PersonPoint>();
    const shared = (of: SimulatedPoint): PersonPoint => {
      const point = known.get(of.address) ?? { of, usable: of.usable, optedOut: new Set<string>() };
      known.set(of.address, point);
      return point;
    };
    this.points = new Map(cases.map((each) => [each, each.points.map(shared)]));
  }

  live(): void {
    for (const each of this.cases) each.awaitEntry();
    this.timetable.run(this.world.until);
    this.world.watcher.personOver();
  }

  send(of: LiveCase, effect: SendEffect, now: number): void {
    const others = effect.together === undefined ? [] : this.sharing(of, effect, effect.together, now);
    if (others === null) return;
    const message = new MessageLife(of, effect, others);
    for (const each of [of, ...others]) each.messages.add(message);
    if (others.length > 0) this.shared.push(message);
    message.attempt(now);
  }

  /** Cases that a message for several covers beside the first; null where one that is on its way covers that already. */
  private sharing(
    of: LiveCase,
    { stepKey }: SendEffect,
    { withinDays }: NonNullable<SendEffect['together']>,
    now: number,
  ): readonly LiveCase[] | null {
    for (const message of this.shared) {
      const state = message.stepKey === stepKey ? message.stateFor(of) : null;
      if (state === null) continue;
      of.toldOf(stepKey, state, now);
      return null;
    }
    const { calendar } = this.world.campaign;
    const zone = of.of.zone ?? of.of.portfolioZone;
    const before = calendar.instantAt(calendar.localDay(now, zone) + withinDays + 1, 0, zone);
    return this.cases.filter(
      (each) =>
        each !== of &&
        each.of.creditor === of.of.creditor &&
        each.comesTo(stepKey, before) &&
        standsAlike(each, of, now),
    );
  }

  policyOf({ packs }: SimulatedCase): CompiledPolicy {
    return this.world.policyOf(packs);
  }

  pointFor(of: SimulatedCase, channel: Channel, to: WantedContact | null): PersonPoint | undefined {
    const kind = channel === 'email' ? 'email' : 'phone';
    const open = (this.points.get(of) ?? []).filter(
      (point) => point.of.kind === kind && point.usable && !point.optedOut.has(optOutChannel(channel)),
    );
    if (to === null) return open[0];
    const found = open.find(({ of: { role } }) => role === to.role);
    return found ?? (to.otherwise === 'usual' ? open[0] : undefined);
  }

  contactFacts(
    of: LiveCase,
    channel: Channel,
    point: PersonPoint,
    now: number,
    message: LiveMessage,
  ): ContactFacts {
    const it = of.of;
    const zones = new Set(point.of.zones);
    if (it.zone !== null) zones.add(it.zone);
    return {
      at: now,
      channel,
      purpose: 'collection',
      country: it.country,
      portfolioZone: it.portfolioZone,
      zones: [...zones],
      partyKind: it.kind,
      stage: of.stageAt(now),
      caseOpen: of.open,
      holds: of.holdsAt(now),
      personStops: [],
      pointStatus: point.usable ? 'active' : 'invalid',
      optedOut: point.optedOut.has(optOutChannel(channel)),
      contacts: this.countedFor(of, message),
      balanceMinor: of.balanceMinor,
      minimumBalanceMinor: it.minimumBalanceMinor,
      timeBarredOn: it.timeBarredOn,
      dueDate: it.dueDate,
      lastPaymentAt: of.lastPaymentAt,
      campaignPaused: false,
    };
  }

  /** Contacts of the person but those of the message itself; whether they were about this debt, and talked. */
  private countedFor({ of }: LiveCase, message: LiveMessage): CountedContact[] {
    return this.contacts
      .filter((contact) => contact.message !== message)
      .map(({ at, channel, ref }) => ({
        at,
        channel,
        ...(ref !== of.ref && { otherDebt: true }),
        ...(this.talks.has(at) && { talked: true }),
      }));
  }

  count(message: LiveMessage, channel: Channel, now: number): void {
    this.contacts = this.contacts.filter(({ at }) => at > now - CONTACT_HISTORY_MS);
    this.contacts.push({ at: now, channel, message, ref: message.ref });
  }

  uncount(message: LiveMessage): void {
    this.contacts = this.contacts.filter((contact) => contact.message !== message);
  }

  nextOrdinal(): number {
    return (this.ordinal += 1);
  }

  nextCall(): number {
    return (this.calls += 1);
  }

  pay(of: LiveCase, share: number, now: number): void {
    if (!of.open) return;
    const amount = Math.min(of.balanceMinor, Math.max(1, Math.round(of.balanceMinor * share)));
    of.balanceMinor -= amount;
    of.lastPaymentAt = now;
    of.payments += 1;
    this.world.watcher.acted(of.of, 'clicked', now);
    this.world.watcher.paid(of.of, amount, now);
    if (of.balanceMinor === 0) for (const message of of.messages) message.stop(of);
    of.responded(now);
  }

  reply(of: LiveCase, point: PersonPoint, payload: string | null, text: string, now: number): void {
    const { watcher } = this.world;
    const taken =
      payload === 'STOP' ? 'opt-out' : payload === 'CALL_ME' ? 'call-me' : classifyReply(text).kind;
    watcher.acted(of.of, 'replied', now);
    if (taken === 'wrong-party') {
      point.usable = false;
      watcher.acted(of.of, 'wrong-party', now);
      return;
    }
    if (taken === 'opt-out') {
      this.optOut(of, point, 'sms', now);
    } else {
      of.giveToAgent(now, {
        queue: USUAL_QUEUE,
        reason: taken === 'call-me' ? 'human-requested' : 'reply',
        priority: taken === 'call-me' ? 'high' : 'normal',
        slaBusinessDays: 1,
      });
    }
    of.responded(now);
  }

  answered(of: LiveCase, point: PersonPoint, { calledAt, outcome }: AnsweredCall, now: number): void {
    this.world.watcher.acted(of.of, 'answered-call', now);
    if (outcome.identified) {
      this.talks.add(calledAt);
      this.world.watcher.talked(of.of, calledAt);
      of.responded(now);
    }
    switch (outcome.kind) {
      case 'opt-out':
        this.optOut(of, point, 'voice', now);
        break;
      case 'wrong-party':
        point.usable = false;
        this.world.watcher.acted(of.of, 'wrong-party', now);
        return;
      case 'promise':
        this.promise(of, outcome.days, now);
        break;
      case 'person':
        of.giveToAgent(now, {
          queue: USUAL_QUEUE,
          reason: 'human-requested',
          priority: 'high',
          slaBusinessDays: 1,
        });
        break;
      default:
        return;
    }
    of.responded(now);
  }

  private optOut(of: LiveCase, point: PersonPoint, channel: 'sms' | 'voice', now: number): void {
    point.optedOut.add(channel);
    this.world.watcher.acted(of.of, 'opted-out', now);
  }

  /** Outreach rests to the promised day and its grace; a promise that is not kept goes to an agent. */
  private promise(of: LiveCase, days: number, now: number): void {
    if (!of.open || of.promises >= PROMISES_AT_MOST) return;
    const { campaign, watcher } = this.world;
    const { calendar, country } = campaign;
    const zone = of.of.portfolioZone;
    const owed = of.balanceMinor;
    of.promises += 1;
    watcher.acted(of.of, 'promised', now);
    const by = calendar.localDay(now, zone) + days;
    const over = calendar.instantAt(calendar.addBusinessDays(by, GRACE_BUSINESS_DAYS, country) + 1, 0, zone);
    of.promise = 'open';
    of.promisedFor = isoDateOf(by);
    of.hold('promise', over);
    this.timetable.add(over, (later) => {
      of.promise = of.balanceMinor < owed ? 'kept' : 'broken';
      if (of.promise === 'broken') of.brokenPromises += 1;
      if (of.open && of.promise === 'broken') {
        of.giveToAgent(later, {
          queue: USUAL_QUEUE,
          reason: 'promise-broken',
          priority: 'normal',
          slaBusinessDays: 3,
        });
      }
      of.wake(later);
    });
  }
}

/** Whether the same words are true of both: of their stage, and of being past due at all. */
function standsAlike(one: LiveCase, other: LiveCase, now: number): boolean {
  const isDue = ({ of: { dueDate, zone, portfolioZone }, person }: LiveCase): boolean =>
    person.world.campaign.calendar.localDay(now, zone ?? portfolioZone) > requireIsoDate(dueDate);
  return one.stageAt(now) === other.stageAt(now) && isDue(one) === isDue(other);
}

/** Where live cases go that no step names a queue for. */
const USUAL_QUEUE = 'collections';
/** As the terms that ship take promises (campaigns/agreements/default.yaml). */
const PROMISES_AT_MOST = 3;
const GRACE_BUSINESS_DAYS = 2;

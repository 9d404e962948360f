import { isoDateOf } from '../calendar/civil-date.js';
import type { Channel } from '../cadence/channel.js';
import type { SendEffect, WantedContact } from '../cadence/effects.js';
import { optOutChannel } from '../identity/opt-out-channel.js';
import type { CompiledPolicy } from '../policy/compiled-policy.js';
import {
  CONTACT_HISTORY_MS,
  type ContactChannel,
  type ContactFacts,
  type CountedContact,
  type PersonStop,
} from '../policy/contact-facts.js';
import { classifyReply } from '../receipts/classify-reply.js';
import { CaseLife } from './case-life.js';
import { RecordedOutside } from './history/recorded-outside.js';
import type { AnsweredCall, LiveCase, LiveMessage, Outside, Person, PersonPoint } from './lives.js';
import { MessageLife } from './message-life.js';
import { MessagesTogether } from './messages-together.js';
import { ModelledOutside } from './modelled-outside.js';
import type { SimulatedCase, SimulatedPoint } from './simulated-case.js';
import type { SimulationWorld } from './simulation-world.js';
import { Timetable } from './timetable.js';

interface Counted extends CountedContact {
  /** Null where it was none of this campaign’s. */
  readonly message: LiveMessage | null;
  /** Null: about several cases, so that it counts for each. */
  readonly ref: string | null;
}

/** Everything that happens to one person: their cases, contacts and deeds. Persons know nothing of one another. */
export class PersonLife implements Person {
  readonly timetable = new Timetable();
  readonly subject: string;
  readonly outside: Outside;
  readonly stops = new Set<PersonStop>();
  readonly refusedChannels = new Set<ContactChannel>();
  readonly cases: readonly CaseLife[];
  private readonly known = new Map<string, PersonPoint>();
  private readonly points: ReadonlyMap<SimulatedCase, readonly PersonPoint[]>;
  private contacts: Counted[] = [];
  /** Instants of the contacts in which the person was spoken with. */
  private readonly talks = new Set<number>();
  private readonly together = new MessagesTogether(this);

  constructor(
    readonly world: SimulationWorld,
    cases: readonly [SimulatedCase, ...SimulatedCase[]],
  ) {
    this.subject = cases[0].ref;
    this.cases = cases.map((each) => new CaseLife(this, each));
    const shared = (of: SimulatedPoint): PersonPoint => {
      const point = this.known.get(of.address) ?? { of, usable: of.usable, optedOut: new Set<string>() };
      this.known.set(of.address, point);
      return point;
    };
    this.points = new Map(cases.map((each) => [each, each.points.map(shared)]));
    this.outside = this.outsideOf(cases[0].person);
  }

  private outsideOf(person: string): Outside {
    const { history, behaviour, seed } = this.world;
    if (history === undefined) return new ModelledOutside(this, behaviour, seed);
    const recorded = new RecordedOutside(this, history.get(person));
    recorded.plan();
    return recorded;
  }

  live(): void {
    for (const each of this.cases) each.awaitEntry(this.world.from);
    this.timetable.run(this.world.until);
    this.world.watcher.personOver();
  }

  send(of: LiveCase, effect: SendEffect, now: number): void {
    if (effect.together === undefined) new MessageLife(of, effect, now).attempt(now);
    else this.together.gather(of, effect, now);
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
    const consent = point.of.consents?.[optOutChannel(channel)];
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
      personStops: [...this.stops],
      refusedChannels: [...this.refusedChannels],
      pointStatus: point.usable ? 'active' : 'invalid',
      optedOut: point.optedOut.has(optOutChannel(channel)),
      ...(consent !== undefined && { consent }),
      ...(it.inconvenientTimes !== undefined && { inconvenientTimes: it.inconvenientTimes }),
      contacts: this.countedFor(of, message),
      balanceMinor: of.balanceMinor,
      minimumBalanceMinor: it.minimumBalanceMinor,
      timeBarredOn: it.timeBarredOn,
      dueDate: it.dueDate,
      lastPaymentAt: of.lastPaymentAt,
      campaignPaused: this.world.pausedUntil !== undefined && this.world.pausedUntil(now) !== null,
    };
  }

  /** Contacts of the person but those of the message itself; whether they were about this debt, and talked. */
  private countedFor({ of }: LiveCase, message: LiveMessage): CountedContact[] {
    return this.contacts
      .filter((contact) => contact.message !== message)
      .map(({ at, channel, ref, callAlone }) => ({
        at,
        channel,
        ...(callAlone === true && { callAlone }),
        ...(ref !== null && ref !== of.ref && { otherDebt: true }),
        ...(this.talks.has(at) && { talked: true }),
      }));
  }

  count(message: LiveMessage, channel: Channel, now: number): void {
    this.contacts = this.contacts.flatMap((contact) => {
      if (contact.at <= now - CONTACT_HISTORY_MS) return [];
      if (contact.message !== message) return [contact];
      return contact.channel === 'voice' ? [{ ...contact, callAlone: true }] : [];
    });
    this.contacts.push({ at: now, channel, message, ref: message.about });
  }

  uncount(message: LiveMessage): void {
    this.contacts = this.contacts.filter((contact) => contact.message !== message);
  }

  stopMessages(): void {
    for (const each of this.cases) for (const message of each.messages) message.stop(null);
  }

  countOther(ref: string | null, channel: Channel, now: number): void {
    this.contacts.push({ at: now, channel, message: null, ref });
  }

  talked(of: LiveCase, calledAt: number): void {
    this.talks.add(calledAt);
    this.world.watcher.talked(of.of, calledAt);
  }

  pointAt(address: string): PersonPoint | undefined {
    return this.known.get(address);
  }

  optOut(point: PersonPoint, channel: ContactChannel): void {
    const blocked = optOutChannel(channel);
    point.optedOut.add(blocked);
    for (const each of this.cases) for (const message of each.messages) message.stopAt(point, blocked);
  }

  purge(point: PersonPoint): void {
    point.usable = false;
    for (const each of this.cases) for (const message of each.messages) message.stopAt(point, null);
  }

  pay(of: LiveCase, share: number, now: number): void {
    if (!of.open) return;
    const amount = Math.min(of.balanceMinor, Math.max(1, Math.round(of.balanceMinor * share)));
    of.balanceMinor -= amount;
    of.lastPaymentAt = now;
    of.payments += 1;
    this.world.watcher.acted(of.of, 'clicked', now);
    this.world.watcher.paid(of.of, amount, now);
    // What was written before names an amount that is no longer owed.
    of.stopMessages();
    of.responded(now);
  }

  reply(of: LiveCase, point: PersonPoint, payload: string | null, text: string, now: number): void {
    const { watcher } = this.world;
    const taken =
      payload === 'STOP' ? 'opt-out' : payload === 'CALL_ME' ? 'call-me' : classifyReply(text).kind;
    watcher.acted(of.of, 'replied', now);
    if (taken === 'wrong-party') {
      this.purge(point);
      watcher.acted(of.of, 'wrong-party', now);
      return;
    }
    if (taken === 'opt-out') {
      this.optedOut(of, point, 'sms', now);
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
      this.talked(of, calledAt);
      of.responded(now);
    }
    switch (outcome.kind) {
      case 'opt-out':
        this.optedOut(of, point, 'voice', now);
        break;
      case 'wrong-party':
        this.purge(point);
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

  private optedOut(of: LiveCase, point: PersonPoint, channel: 'sms' | 'voice', now: number): void {
    this.optOut(point, channel);
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
    of.hold({ name: `promise ${of.promises}`, reason: 'promise', until: over });
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

/** Where live cases go that no step names a queue for. */
const USUAL_QUEUE = 'collections';
/** As the terms that ship take promises (campaigns/agreements/default.yaml). */
const PROMISES_AT_MOST = 3;
const GRACE_BUSINESS_DAYS = 2;

import { DateTime } from 'luxon';
import type { ContactDecision } from '../../policy/contact-decision.js';
import type { PackRule } from '../../policy/policy-pack.js';
import { packsOf } from '../../policy/packs-of.js';
import { shippedPacks } from '../../policy/spec-support/shipped-packs.js';
import type { SimulatedCase } from '../simulated-case.js';
import type {
  DebtorDeed,
  SimulatedContact,
  SimulatedEscalation,
  SimulationWatcher,
} from '../simulation-watcher.js';
import { promiseKeys, type PromiseKey } from './any-portfolio.js';
import { isDayOff } from './days-off.js';

/**
 * Says once more, with Luxon and with counts of its own, what may not happen to a debtor: nothing here asks the calendar,
 * the rules, or the facts that decided. It goes by what happened and by the text of the packs alone.
 */
export class ContactOracle implements SimulationWatcher {
  /** What should not have happened, in words. */
  readonly breaches: string[] = [];
  /** Everything that happened, a line each. */
  readonly log: string[] = [];
  readonly seen = new Set<string>();
  private readonly rulesOf: (of: SimulatedCase) => readonly PackRule[];

  private made: SimulatedContact[] = [];
  private talks: { ref: string; at: number }[] = [];
  private readonly messages = new Map<string, { legs: number[]; counted: number }>();
  private readonly closedChannels = new Set<string>();
  private readonly standing = new Map<string, Standing>();
  private readonly heldOut = new Set<string>();
  private lastDeed: DebtorDeed | null = null;
  /** Until then a provider may deliver what was allowed last. */
  private validUntil = 0;

  constructor(
    policies: readonly string[],
    private readonly promiseKey: PromiseKey,
  ) {
    this.rulesOf = (of) =>
      packsOf([...policies, ...of.packs], shippedPacks).packs.flatMap(({ rules }) =>
        rules.filter(({ appliesTo }) => appliesTo.includes('collection')),
      );
  }

  enrolled(of: SimulatedCase, at: number): void {
    this.note('enrolled', of.ref, at);
    if (this.standing.has(of.ref)) this.complain(of, at, 'was enrolled twice');
    this.standing.set(of.ref, { of, enrolledAt: at, balanceMinor: of.balanceMinor, restsUntil: 0 });
    if (!of.verified) this.complain(of, at, 'was enrolled unverified');
  }

  contacted(contact: SimulatedContact): void {
    const { at, case: of, channel, stepKey, legNo } = contact;
    this.note(
      'contacted',
      of.ref,
      at,
      channel,
      stepKey,
      legNo,
      contact.template,
      contact.tone,
      contact.counts,
    );
    this.mayReach(contact);
    this.isOneMessage(contact);
    if (contact.counts) this.made.push(contact);
    for (const rule of this.rulesOf(of)) {
      if (rule.channels !== undefined && !rule.channels.includes(channel)) continue;
      this.keeps(rule, contact);
    }
  }

  private mayReach({ at, case: of, channel, stepKey }: SimulatedContact): void {
    const standing = this.standing.get(of.ref);
    if (standing === undefined) return this.complain(of, at, 'was contacted without being enrolled');
    if (standing.endedAs === 'hold_out') this.complain(of, at, 'is held out');
    if (standing.balanceMinor <= 0) this.complain(of, at, `was contacted by ${stepKey} after it was paid`);
    if (standing.balanceMinor < of.minimumBalanceMinor) this.complain(of, at, 'owes too little');
    if (at < standing.restsUntil) this.complain(of, at, `was contacted by ${stepKey} while outreach rests`);
    if (this.closedChannels.has(channel))
      this.complain(of, at, `was contacted after the wish not to, by ${channel}`);
    if (!of.channels.has(channel)) this.complain(of, at, `has no ${channel}`);
    if (of.stage === 'enforcement' || of.stage === 'closed') this.complain(of, at, `is in ${of.stage}`);
    const { timeBarredOn } = of;
    const zones = zonesOf(of, channel);
    if (timeBarredOn !== null && zones.some((zone) => local(at, zone).toISODate()! >= timeBarredOn))
      this.complain(of, at, 'is time-barred');
  }

  /** One message a step: its legs one behind the other, and counted once. */
  private isOneMessage({ at, case: of, stepKey, legNo, counts }: SimulatedContact): void {
    const key = `${of.ref} ${stepKey}`;
    const message = this.messages.get(key) ?? { legs: [], counted: 0 };
    this.messages.set(key, message);
    if (legNo <= (message.legs.at(-1) ?? 0)) this.complain(of, at, `got two messages for ${stepKey}`);
    message.legs.push(legNo);
    message.counted += counts ? 1 : 0;
    if (message.counted !== 1) this.complain(of, at, `${stepKey} counts ${message.counted} times`);
  }

  private keeps({ rule, parameters }: PackRule, contact: SimulatedContact): void {
    if (rule === 'contact-hours') this.keepsHours(parameters as unknown as Hours, contact);
    if (rule === 'frequency-cap' && contact.counts) this.keepsCap(parameters as unknown as Cap, contact);
    if (rule === 'conversation-pause') this.keepsQuiet(parameters as unknown as Quiet, contact);
    if (rule === 'payment-pause') {
      const paidAt = this.standing.get(contact.case.ref)?.paidAt ?? -Infinity;
      if (contact.at < paidAt + Number(parameters.hours) * HOUR)
        this.complain(contact.case, contact.at, 'was contacted right after a payment');
    }
  }

  private keepsHours(hours: Hours, { at, case: of, channel }: SimulatedContact): void {
    const zones = zonesOf(of, channel);
    if (zones.length === 0) this.complain(of, at, 'was contacted though nobody knows the time there');
    // The provider may take its time, to the last moment of the permission.
    for (const [zone, instant] of zones.flatMap((zone) =>
      [at, this.validUntil - 1].map((i) => [zone, i] as const),
    )) {
      const there = local(instant, zone);
      const open = hours[there.setLocale('en').weekdayLong!.toLowerCase() as Weekday];
      const [opens, closes] = open?.split('-') ?? [];
      const clock = there.toFormat('HH:mm');
      const within = opens !== undefined && closes !== undefined && opens <= clock && clock < closes;
      const closed =
        hours.closedDates?.includes(there.toFormat('MM-dd')) === true ||
        (hours.holidaysClosed && isDayOff(of.country, there));
      if (!within || closed)
        this.complain(of, at, `was contacted at ${there.toFormat('ccc yyyy-MM-dd HH:mm')} in ${zone}`);
    }
  }

  private keepsCap({ limits, channels, otherDebts }: Cap, { at, case: of, channel }: SimulatedContact): void {
    const counted = this.made.filter(
      (other) =>
        (channels === undefined || channels.includes(other.channel)) &&
        (otherDebts !== false || other.case.ref === of.ref),
    );
    for (const limit of limits) {
      if (limit.hours !== undefined) {
        const earliest = at - limit.hours * HOUR;
        const within = counted.filter((other) => other.at > earliest).length;
        if (within > limit.max)
          this.complain(of, at, `was contacted ${within} times in ${limit.hours} hours`);
      }
      const days = limit.localDays;
      if (days === undefined) continue;
      for (const zone of zonesOf(of, channel)) {
        const first = local(at, zone)
          .minus({ days: days - 1 })
          .toISODate()!;
        const within = counted.filter((other) => local(other.at, zone).toISODate()! >= first).length;
        if (within > limit.max) this.complain(of, at, `was contacted ${within} times in ${days} days`);
      }
    }
  }

  private keepsQuiet({ days, otherDebts }: Quiet, { at, case: of, channel }: SimulatedContact): void {
    for (const talk of this.talks) {
      if (!otherDebts && talk.ref !== of.ref) continue;
      for (const zone of zonesOf(of, channel)) {
        const rests = local(talk.at, zone).startOf('day').plus({ days });
        if (at >= talk.at && at < rests.toMillis()) this.complain(of, at, 'was called after a conversation');
      }
    }
  }

  released(of: SimulatedCase, stepKey: string): void {
    this.note('released', of.ref, stepKey);
    const position = this.made.findLastIndex((made) => made.case === of && made.stepKey === stepKey);
    this.made.splice(position, position < 0 ? 0 : 1);
    const message = this.messages.get(`${of.ref} ${stepKey}`);
    if (message !== undefined) message.counted = 0;
  }

  decided(decision: ContactDecision, channel: string): void {
    this.note(`${decision.outcome} by ${decision.rule.id}`, channel);
    if (decision.outcome === 'allow') this.validUntil = decision.validUntil;
  }

  escalated({ case: of, at, answeredAt, queue, reason }: SimulatedEscalation): void {
    this.note('escalated', of.ref, at, answeredAt, queue, reason);
    if (answeredAt <= at) this.complain(of, at, 'was to be answered before it was asked');
    this.rest(of, answeredAt);
  }

  acted(of: SimulatedCase, kind: DebtorDeed, at: number): void {
    this.note(kind, of.ref, at);
    if (kind === 'promised') {
      const promised = promiseKeys[this.promiseKey];
      // Its grace of two business days ends later; so much is certain.
      this.rest(
        of,
        local(at, of.portfolioZone)
          .startOf('day')
          .plus({ days: promised + 3 })
          .toMillis(),
      );
    }
    const byCall = this.lastDeed === 'answered-call';
    if (kind === 'opted-out') this.close(byCall ? ['voice'] : ['sms', 'rcs']);
    if (kind === 'wrong-party') this.close(['sms', 'rcs', 'voice']);
    this.lastDeed = kind;
  }

  paid(of: SimulatedCase, amountMinor: number, at: number): void {
    this.note('paid', of.ref, amountMinor, at);
    const standing = this.standing.get(of.ref);
    if (standing === undefined) return this.complain(of, at, 'paid without being enrolled');
    standing.balanceMinor -= amountMinor;
    standing.paidAt = at;
  }

  talked(of: SimulatedCase, at: number): void {
    this.note('talked', of.ref, at);
    this.talks.push({ ref: of.ref, at });
  }

  handedOff(): void {}

  notified(): void {}

  ended(of: SimulatedCase, reason: string): void {
    this.note('ended', of.ref, reason);
    const standing = this.standing.get(of.ref);
    if (standing === undefined || standing.endedAs !== undefined)
      return this.complain(of, 0, `ended as ${reason} without having been open`);
    standing.endedAs = reason;
    if (reason === 'hold_out') this.heldOut.add(of.person);
  }

  delivered(channel: string, at: number): void {
    this.note('delivered', channel, at);
  }

  failed(channel: string): void {
    this.note('failed', channel);
  }

  unreached(stepKey: string): void {
    this.note('unreached', stepKey);
  }

  skipped(stepKey: string, why: string): void {
    this.note(`skipped as ${why}`, stepKey);
  }

  personOver(): void {
    for (const { of, enrolledAt, endedAs } of this.standing.values()) {
      if (endedAs === undefined) this.complain(of, enrolledAt, 'was enrolled and never came to an end');
    }
    for (const { case: of, at } of this.made)
      if (this.heldOut.has(of.person)) this.complain(of, at, 'is a person held out');
    this.made = [];
    this.talks = [];
    this.messages.clear();
    this.closedChannels.clear();
    this.standing.clear();
    this.heldOut.clear();
    this.log.push('.');
  }

  private rest(of: SimulatedCase, until: number): void {
    const standing = this.standing.get(of.ref);
    if (standing !== undefined) standing.restsUntil = Math.max(standing.restsUntil, until);
  }

  private close(channels: readonly string[]): void {
    for (const channel of channels) this.closedChannels.add(channel);
  }

  private note(what: string, ...about: readonly unknown[]): void {
    this.seen.add(what);
    this.log.push([what, ...about].join(' '));
  }

  private complain(of: SimulatedCase, at: number, what: string): void {
    this.breaches.push(`${of.ref} ${what} (${new Date(at).toISOString()}, ${of.packs.join(' and ')})`);
  }
}

interface Standing {
  readonly of: SimulatedCase;
  readonly enrolledAt: number;
  balanceMinor: number;
  /** Until then a promise holds or an agent has it; epoch ms. */
  restsUntil: number;
  paidAt?: number;
  endedAs?: string;
}

type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
type Hours = Readonly<Record<Weekday, string | null>> & {
  readonly holidaysClosed: boolean;
  readonly closedDates?: readonly string[];
};
interface Cap {
  readonly limits: readonly { max: number; hours?: number; localDays?: number }[];
  readonly channels?: readonly string[];
  readonly otherDebts?: boolean;
}
interface Quiet {
  readonly days: number;
  readonly otherDebts: boolean;
}

const HOUR = 3_600_000;
/** Countries with one time, so that the portfolio's zone tells the debtor's. */
const ONE_ZONE = ['PL', 'GB', 'DE'];

function zonesOf(of: SimulatedCase, channel: string): readonly string[] {
  const kind = channel === 'email' ? 'email' : 'phone';
  const own = of.points.filter((point) => point.kind === kind).flatMap(({ zones }) => zones);
  const known = [...own, ...(of.zone === null ? [] : [of.zone])];
  if (known.length > 0) return known;
  return ONE_ZONE.includes(of.country) ? [of.portfolioZone] : [];
}

function local(at: number, zone: string): DateTime {
  return DateTime.fromMillis(at, { zone });
}

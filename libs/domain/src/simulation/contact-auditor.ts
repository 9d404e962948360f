import type { Calendar } from '../calendar/calendar.js';
import { civilDateOf, HOUR_MS, weekdayOf } from '../calendar/civil-date.js';
import { localDay, localMinute } from '../calendar/zone-table.js';
import type { CompiledPolicy } from '../policy/compiled-policy.js';
import type { PackRule } from '../policy/policy-pack.js';
import type { SimulatedCase } from './simulated-case.js';
import type { SimulatedContact } from './simulation-watcher.js';

/** A contact that should not have been. */
export interface Violation {
  readonly rule: string;
  readonly ref: string;
  readonly stepKey: string;
  /** Epoch ms. */
  readonly at: number;
  readonly detail: string;
}

type HoursOfWeek = Readonly<Record<string, unknown>>;
type Limit = { readonly max: number } & ({ readonly hours: number } | { readonly localDays: number });

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * Looks at contacts after they were made, by the figures of the packs and by its own count of what left, not by the
 * rules that permitted them: so that a fault of a rule is seen.
 */
export class ContactAuditor {
  readonly violations: Violation[] = [];
  private made: SimulatedContact[] = [];
  private talks: { ref: string; at: number }[] = [];
  private readonly legs = new Set<string>();

  constructor(
    private readonly calendar: Calendar,
    private readonly policyOf: (packs: readonly string[]) => CompiledPolicy,
  ) {}

  look(contact: SimulatedContact): void {
    const leg = `${contact.case.ref}|${contact.stepKey}|${contact.occurrence}|${contact.legNo}`;
    if (this.legs.has(leg)) this.complain(contact, 'one-message', 'the same leg left twice');
    this.legs.add(leg);
    if (contact.counts) this.made.push(contact);
    this.lookAtStanding(contact);
    for (const pack of this.policyOf(contact.case.packs).packs) {
      for (const rule of pack.rules) {
        if (!rule.appliesTo.includes('collection')) continue;
        if (rule.channels !== undefined && !rule.channels.includes(contact.channel)) continue;
        this.lookBy(rule, contact);
      }
    }
  }

  /** The latest contact of a step counts no more. */
  release(of: SimulatedCase, stepKey: string): void {
    const position = this.made.findLastIndex((made) => made.case === of && made.stepKey === stepKey);
    if (position >= 0) this.made.splice(position, 1);
  }

  /** A call became a conversation. */
  talked(of: SimulatedCase, at: number): void {
    this.talks.push({ ref: of.ref, at });
  }

  /** The next person's contacts follow. */
  personOver(): void {
    this.made = [];
    this.talks = [];
    this.legs.clear();
  }

  private lookAtStanding(contact: SimulatedContact): void {
    const { caseOpen, balanceMinor, holds, optedOut } = contact.facts;
    if (!caseOpen || balanceMinor <= 0) this.complain(contact, 'case-closed', 'nothing is owed any more');
    if (holds.length > 0) this.complain(contact, 'hold', `held: ${holds[0]}`);
    if (optedOut) this.complain(contact, 'opt-out', 'the address has opted out');
  }

  private lookBy(rule: PackRule, contact: SimulatedContact): void {
    if (rule.rule === 'contact-hours') this.lookAtHours(rule.parameters, contact);
    if (rule.rule === 'conversation-pause') this.lookAtTalks(rule.parameters, contact);
    if (rule.rule === 'frequency-cap' && contact.counts) {
      const { limits, channels } = rule.parameters as { limits: Limit[]; channels?: string[] };
      for (const limit of limits) this.lookAtLimit(limit, channels, contact);
    }
  }

  private lookAtHours(hours: HoursOfWeek, contact: SimulatedContact): void {
    const { at, facts } = contact;
    const names = facts.zones.length > 0 ? facts.zones : [facts.portfolioZone];
    for (const name of names) {
      const zone = this.calendar.zone(name, at);
      if (zone === undefined) {
        this.complain(contact, 'contact-hours', `${name} is no zone`);
        continue;
      }
      const day = localDay(zone, at);
      const minute = localMinute(zone, at);
      const open = hours[WEEKDAYS[weekdayOf(day)] ?? ''];
      const { month, day: dayOfMonth } = civilDateOf(day);
      const date = `${two(month)}-${two(dayOfMonth)}`;
      const closed = Array.isArray(hours.closedDates) && hours.closedDates.includes(date);
      const holiday = hours.holidaysClosed === true && this.calendar.holidays(facts.country)?.(day) !== false;
      const clock = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
      const within = typeof open === 'string' && clock >= open.slice(0, 5) && clock < open.slice(6);
      if (!within || closed || holiday)
        this.complain(contact, 'contact-hours', `${date} ${clock} in ${name}`);
    }
  }

  private lookAtTalks(parameters: Readonly<Record<string, unknown>>, contact: SimulatedContact): void {
    const { at, facts, case: own } = contact;
    const days = Number(parameters.days);
    for (const name of facts.zones.length > 0 ? facts.zones : [facts.portfolioZone]) {
      const zone = this.calendar.zone(name, at);
      if (zone === undefined) continue;
      const recent = this.talks.some(
        (talk) =>
          talk.at < at &&
          (parameters.otherDebts === true || talk.ref === own.ref) &&
          localDay(zone, at) < localDay(zone, talk.at) + days,
      );
      if (recent) this.complain(contact, 'conversation-pause', `within ${days} days of a conversation`);
    }
  }

  private lookAtLimit(
    limit: Limit,
    channels: readonly string[] | undefined,
    contact: SimulatedContact,
  ): void {
    const { at, facts } = contact;
    const counted = this.made.filter(({ channel }) => channels === undefined || channels.includes(channel));
    if ('hours' in limit) {
      const within = counted.filter(
        (other) => other.at > at - limit.hours * HOUR_MS && other.at <= at,
      ).length;
      if (within > limit.max)
        this.complain(contact, 'frequency-cap', `${within} within ${limit.hours} hours`);
      return;
    }
    for (const name of facts.zones.length > 0 ? facts.zones : [facts.portfolioZone]) {
      const zone = this.calendar.zone(name, at);
      if (zone === undefined) continue;
      const today = localDay(zone, at);
      const within = counted.filter((other) => localDay(zone, other.at) > today - limit.localDays).length;
      if (within > limit.max)
        this.complain(contact, 'frequency-cap', `${within} within ${limit.localDays} days`);
    }
  }

  private complain({ case: { ref }, stepKey, at }: SimulatedContact, rule: string, detail: string): void {
    this.violations.push({ rule, ref, stepKey, at, detail });
  }
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

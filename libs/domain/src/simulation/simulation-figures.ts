import type { Channel } from '../cadence/channel.js';
import type { CompiledCampaign } from '../cadence/compile-campaign.js';
import { DAY_MS, HOUR_MS, isoDateOf } from '../calendar/civil-date.js';
import type { ContactDecision } from '../policy/contact-decision.js';
import { type Counts, inUnits, noCounts, sumOf, TEN_THOUSANDTHS } from './channel-counts.js';
import type { ContactAuditor } from './contact-auditor.js';
import type { RecordedContacts } from './history/recorded-contacts.js';
import { OutsideFigures } from './outside-figures.js';
import type { PriceList } from './price-list.schema.js';
import type { SimulatedCase } from './simulated-case.js';
import type { DayFigures, SimulationReport, StepFigures } from './simulation-report.js';
import type {
  DebtorDeed,
  SimulatedContact,
  SimulatedEscalation,
  SimulationWatcher,
} from './simulation-watcher.js';
import { Tally } from './tally.js';

export interface FiguresSetting {
  readonly campaign: CompiledCampaign;
  readonly from: number;
  readonly until: number;
  readonly prices: PriceList;
  /** Parts that an SMS of a family takes. */
  segmentsOf(family: string, language: string, tone: string | null): number;
  readonly auditor: ContactAuditor;
  /** What the simulated contacts are compared with, where they were recorded. */
  readonly recorded?: RecordedContacts;
}

interface Day {
  readonly contacts: Counts;
  escalations: number;
  /** By how many more escalations are open on this day than on the one before. */
  opened: number;
  paidMinor: number;
}

const WEEK_MS = 7 * DAY_MS;
const VIOLATIONS_SHOWN = 20;

/** Adds up what a simulation does. */
export class SimulationFigures extends OutsideFigures implements SimulationWatcher {
  private enrolledCases = 0;
  private enrolledMinor = 0;
  private persons = 0;
  private counted = 0;
  private readonly byChannel = noCounts();
  private readonly deliveredBy = noCounts();
  private readonly failedBy = noCounts();
  private readonly cost = noCounts();
  private readonly byHour = Array.from({ length: 24 }, noCounts);
  private readonly steps = new Map<string, { contacts: Counts; skipped: number; unreached: number }>();
  private readonly byDay = new Map<number, Day>();
  private readonly weeks = new Map<number, number>();
  private readonly weeksOfPersons = new Tally();
  private mostInAWeek = 0;
  /** Of the latest counted contact. */
  private lastWeek = 0;
  private allowed = 0;
  private readonly deferred = new Tally();
  private readonly refused = new Tally();
  private readonly queues = new Tally();
  private readonly reasons = new Tally();
  private readonly deeds = new Tally();
  private paidMinor = 0;
  private readonly owed = new Map<SimulatedCase, number>();
  private casesPaid = 0;
  private readonly endings = new Tally();

  constructor(private readonly setting: FiguresSetting) {
    super();
    for (const { key } of setting.campaign.steps) {
      this.steps.set(key, { contacts: noCounts(), skipped: 0, unreached: 0 });
    }
  }

  enrolled(of: SimulatedCase): void {
    this.enrolledCases += 1;
    this.enrolledMinor += of.balanceMinor;
    this.owed.set(of, of.balanceMinor);
  }

  decided(decision: ContactDecision): void {
    if (decision.outcome === 'allow') this.allowed += 1;
    else if (decision.outcome === 'defer') this.deferred.add(decision.rule.id);
    else this.refused.add(decision.reason);
  }

  contacted(contact: SimulatedContact): void {
    const { at, channel, stepKey } = contact;
    this.setting.auditor.look(contact);
    this.setting.recorded?.look(contact);
    this.byChannel[channel] += 1;
    this.dayOf(at).contacts[channel] += 1;
    const hour = Math.floor(this.minutesInto(at) / 60);
    const ofHour = this.byHour[hour];
    if (ofHour !== undefined) ofHour[channel] += 1;
    const step = this.steps.get(stepKey);
    if (step !== undefined) step.contacts[channel] += 1;
    this.cost[channel] += this.priceOf(contact);
    if (!contact.counts) return;
    this.counted += 1;
    const week = Math.floor((at - this.setting.from) / WEEK_MS);
    this.weeks.set(week, (this.weeks.get(week) ?? 0) + 1);
    this.lastWeek = week;
  }

  released(of: SimulatedCase, stepKey: string): void {
    this.setting.auditor.release(of, stepKey);
    this.counted -= 1;
    const week = this.lastWeek;
    this.weeks.set(week, (this.weeks.get(week) ?? 1) - 1);
  }

  delivered(channel: Channel): void {
    this.deliveredBy[channel] += 1;
  }

  failed(channel: Channel): void {
    this.failedBy[channel] += 1;
  }

  unreached(stepKey: string): void {
    const step = this.steps.get(stepKey);
    if (step !== undefined) step.unreached += 1;
  }

  skipped(stepKey: string): void {
    const step = this.steps.get(stepKey);
    if (step !== undefined) step.skipped += 1;
  }

  escalated({ at, answeredAt, queue, reason }: SimulatedEscalation): void {
    this.queues.add(queue);
    this.reasons.add(reason);
    this.dayOf(at).escalations += 1;
    this.dayOf(at).opened += 1;
    this.dayOf(answeredAt + DAY_MS).opened -= 1;
  }

  talked(of: SimulatedCase, at: number): void {
    this.setting.auditor.talked(of, at);
  }

  acted(of: SimulatedCase, kind: DebtorDeed): void {
    if (this.owed.has(of)) this.deeds.add(kind);
  }

  paid(of: SimulatedCase, amountMinor: number, at: number): void {
    // What comes in about a case that the campaign never took in is none of its recoveries, and no answer to it.
    if (!this.owed.has(of)) return;
    this.deeds.add('paid');
    this.paidMinor += amountMinor;
    this.dayOf(at).paidMinor += amountMinor;
    const left = (this.owed.get(of) ?? of.balanceMinor) - amountMinor;
    this.owed.set(of, left);
    if (left <= 0) this.casesPaid += 1;
  }

  ended(_of: SimulatedCase, reason: string): void {
    this.endings.add(reason);
  }

  personOver(): void {
    this.persons += 1;
    for (const count of this.weeks.values()) {
      if (count === 0) continue;
      this.weeksOfPersons.add(String(count));
      this.mostInAWeek = Math.max(this.mostInAWeek, count);
    }
    this.weeks.clear();
    this.owed.clear();
    this.setting.auditor.personOver();
  }

  /** All of it, for a reader or a machine. */
  report(
    about: Pick<SimulationReport, 'campaign' | 'seed' | 'behaviour'>,
    given: readonly SimulatedCase[],
    capacity: number | null,
  ): SimulationReport {
    const { from, until, prices, auditor, recorded } = this.setting;
    const byDay = this.days();
    const busiest = byDay.reduce<DayFigures | null>(
      (most, day) => (day.openEscalations > (most?.openEscalations ?? 0) ? day : most),
      null,
    );
    return {
      ...about,
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      days: byDay.length,
      cases: {
        given: given.length,
        persons: this.persons,
        enrolled: this.enrolledCases,
        unverified: given.filter(({ verified }) => !verified).length,
      },
      contacts: {
        legs: sumOf(this.byChannel),
        counted: this.counted,
        byChannel: this.byChannel,
        delivered: this.deliveredBy,
        failed: this.failedBy,
        byHour: this.byHour,
        byStep: [...this.steps].map(([step, figures]): StepFigures => ({ step, ...figures })),
        weeksOfPersons: this.weeksOfPersons,
        mostInAWeek: this.mostInAWeek,
      },
      cost: {
        currency: prices.currency,
        total: sumOf(this.cost) / TEN_THOUSANDTHS,
        byChannel: inUnits(this.cost),
      },
      decisions: { allowed: this.allowed, deferred: this.deferred, refused: this.refused },
      escalations: {
        total: this.queues.total,
        byQueue: this.queues,
        byReason: this.reasons,
        mostOpen: busiest === null ? null : { date: busiest.date, count: busiest.openEscalations },
        capacity,
        daysOverCapacity:
          capacity === null ? 0 : byDay.filter(({ openEscalations }) => openEscalations > capacity).length,
      },
      ...this.outside,
      debtors: this.deeds,
      recoveries: {
        currency: given[0]?.currency ?? prices.currency,
        enrolledMinor: this.enrolledMinor,
        paidMinor: this.paidMinor,
        casesPaid: this.casesPaid,
        share:
          this.enrolledMinor === 0 ? 0 : Math.round((this.paidMinor / this.enrolledMinor) * 10_000) / 10_000,
      },
      ended: this.endings,
      byDay,
      violations: {
        count: auditor.violations.length,
        first: auditor.violations.slice(0, VIOLATIONS_SHOWN),
      },
      ...(recorded !== undefined && { replay: recorded.compared() }),
    };
  }

  private days(): DayFigures[] {
    const { campaign, from, until } = this.setting;
    const days: DayFigures[] = [];
    let open = 0;
    const last = campaign.calendar.localDay(until - 1, campaign.zone);
    for (let day = campaign.calendar.localDay(from, campaign.zone); day <= last; day += 1) {
      const { contacts, escalations, opened, paidMinor } = this.byDay.get(day) ?? NOTHING;
      open += opened;
      days.push({ date: isoDateOf(day), contacts, escalations, openEscalations: open, paidMinor });
    }
    return days;
  }

  private dayOf(at: number): Day {
    const { calendar, zone } = this.setting.campaign;
    const day = calendar.localDay(at, zone);
    const known = this.byDay.get(day);
    if (known !== undefined) return known;
    const fresh: Day = { contacts: noCounts(), escalations: 0, opened: 0, paidMinor: 0 };
    this.byDay.set(day, fresh);
    return fresh;
  }

  /** Since the start of the local day; on days of a clock change the hour may be one off. */
  private minutesInto(at: number): number {
    const { calendar, zone } = this.setting.campaign;
    const midnight = calendar.instantAt(calendar.localDay(at, zone), 0, zone);
    return Math.min(23 * 60, Math.floor((at - midnight) / (HOUR_MS / 60)));
  }

  private priceOf({ channel, template, case: { language }, tone }: SimulatedContact): number {
    const { prices, segmentsOf } = this.setting;
    const { price, per } = prices[channel];
    const units =
      per === 'segment' ? segmentsOf(template, language, tone) : per === 'minute' ? prices.callMinutes : 1;
    return Math.round(price * TEN_THOUSANDTHS * units);
  }
}

const NOTHING: Day = { contacts: noCounts(), escalations: 0, opened: 0, paidMinor: 0 };

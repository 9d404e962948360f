import { requireIsoDate } from '../calendar/civil-date.js';
import { advance } from '../cadence/advance.js';
import type {
  CaseFacts,
  CaseHistory,
  LastMessage,
  MessageState,
  PromiseState,
} from '../cadence/case-facts.js';
import { type Effect, wakeAt } from '../cadence/effects.js';
import { endsForGood, type EnrolmentState, enterCampaign } from '../cadence/enrolment-state.js';
import { reentryDay } from '../cadence/reentry.js';
import { laterStage, stageOf, type Stage } from '../cadence/stage.js';
import type { AgentWork, LiveCase, LiveMessage, Person } from './lives.js';
import type { SimulatedCase } from './simulated-case.js';

/** A reason not to contact, and when it ends by itself (epoch ms; null: it does not). */
interface Hold {
  readonly reason: string;
  readonly until: number | null;
}

/** One case on its way through the campaign. */
export class CaseLife implements LiveCase {
  balanceMinor: number;
  stage: Stage;
  lastPaymentAt: number | null = null;
  private readonly holds = new Set<Hold>();
  /** Escalations that an agent still has. */
  private escalations = 0;
  readonly messages = new Set<LiveMessage>();
  promises = 0;
  promise: PromiseState;
  payments = 0;
  brokenPromises = 0;
  promisedFor: string | null = null;
  readonly contacted = new Set<LiveMessage>();
  entry = 0;
  private enrolment: EnrolmentState | null = null;
  private dueAt: number | null = null;
  private firstDeliveredAt: number | null = null;
  private lastResponseAt: number | null = null;
  private lastMessage: LastMessage | null = null;

  constructor(
    readonly person: Person,
    readonly of: SimulatedCase,
  ) {
    this.balanceMinor = of.balanceMinor;
    this.stage = of.stage;
    this.promise = of.promise;
  }

  get open(): boolean {
    return this.of.verified && this.balanceMinor > 0;
  }

  /** Looks each local day whether the campaign is for it, as the sweep of audiences does. */
  awaitEntry(): void {
    const { campaign, from, until } = this.person.world;
    const { calendar, zone } = campaign;
    const first = calendar.localDay(from, zone);
    for (let day = first, at = from; at < until; day += 1, at = calendar.instantAt(day, 0, zone)) {
      if (this.fits(at, day - first)) {
        const entry = at;
        this.person.timetable.add(entry, (now) => this.enter(now));
        return;
      }
    }
  }

  /** Whether the campaign, so many days after its launch, is for the case. */
  private fits(at: number, days: number): boolean {
    const { belongs, isOpenTo, campaign } = this.person.world;
    const { kind, language, currency, person, attributes = {} } = this.of;
    const { balanceMinor, stage, promise, lastPaymentAt } = this;
    const zone = this.of.zone ?? this.of.portfolioZone;
    const dpd = campaign.calendar.localDay(at, zone) - requireIsoDate(this.of.dueDate);
    const status = this.open ? ('open' as const) : ('closed' as const);
    const money = { currency, balanceMinor, lastPaymentAt, promise };
    const whom = { kind, language, attributes, history: this.history() };
    return isOpenTo(person, days) && belongs({ ...whom, ...money, status, stage, dpd, now: at });
  }

  /** Looks each day from the first on which it may enter again. */
  private awaitReentry(now: number, reason: string): void {
    const { campaign, from } = this.person.world;
    const { calendar, zone } = campaign;
    const firstDay = reentryDay(campaign.reentry, calendar.localDay(now, zone), this.entry);
    if (firstDay === null || endsForGood.includes(reason)) return;
    const launch = calendar.localDay(from, zone);
    const look = (day: number): void => {
      this.person.timetable.add(calendar.instantAt(day, 0, zone), (at) => {
        if (this.fits(at, day - launch)) this.enter(at);
        else if (this.open) look(day + 1);
      });
    };
    look(firstDay);
  }

  private dates(): CaseFacts['dates'] {
    return { timeBarredOn: this.of.timeBarredOn, promiseDueDate: this.promisedFor };
  }

  private history(): CaseHistory {
    const before = this.of.history ?? NO_HISTORY;
    return {
      payments: before.payments + this.payments,
      contacts: before.contacts + this.contacted.size,
      brokenPromises: before.brokenPromises + this.brokenPromises,
      campaigns: before.campaigns,
    };
  }

  private enter(now: number): void {
    if (!this.open) return;
    this.entry += 1;
    this.enrolment = enterCampaign(now, this.entry);
    this.firstDeliveredAt = this.lastResponseAt = this.lastMessage = null;
    if (this.entry === 1) this.person.world.watcher.enrolled(this.of, now);
    this.advance(now);
  }

  /** What comes next, now. */
  advance(now: number): void {
    const { enrolment } = this;
    if (enrolment === null || enrolment.endedReason != null) return;
    const { effects, state, next } = advance(this.person.world.campaign, enrolment, this.facts(now), now);
    this.enrolment = state;
    for (const effect of effects) this.carryOut(effect, now);
    const due = wakeAt(next);
    this.dueAt = due;
    if (due !== null) this.plan(due);
  }

  private plan(due: number): void {
    this.person.timetable.add(due, (now) => {
      if (this.dueAt === due) this.advance(now);
    });
  }

  /** Whether the step is its next, and due before an instant (epoch ms). */
  comesTo(stepKey: string, before: number): boolean {
    const { enrolment, dueAt } = this;
    if (enrolment === null || enrolment.endedReason != null || enrolment.waiting != null) return false;
    return this.open && enrolment.stepKey === stepKey && dueAt !== null && dueAt < before;
  }

  wake(now: number): void {
    if (this.enrolment === null || this.enrolment.endedReason != null) return;
    if (this.dueAt !== null && this.dueAt <= now) return;
    this.dueAt = now;
    this.plan(now);
  }

  private carryOut(effect: Effect, now: number): void {
    const { watcher } = this.person.world;
    switch (effect.kind) {
      case 'send':
        this.lastMessage = { stepKey: effect.stepKey, state: 'pending', at: now };
        this.person.send(this, effect, now);
        return;
      case 'skip':
        watcher.skipped(effect.stepKey, effect.why);
        for (const message of this.messages) if (message.stepKey === effect.stepKey) message.overtake(this);
        return;
      case 'escalate':
        this.giveToAgent(now, effect);
        return;
      case 'setStage':
        this.stage = laterStage(this.stage, effect.stage);
        return;
      case 'end':
        watcher.ended(this.of, effect.reason);
        this.awaitReentry(now, effect.reason);
    }
  }

  giveToAgent(now: number, { queue, reason, priority, slaBusinessDays }: AgentWork): void {
    const { campaign, watcher } = this.person.world;
    const zone = this.of.portfolioZone;
    const day = campaign.calendar.addBusinessDays(
      campaign.calendar.localDay(now, zone),
      slaBusinessDays,
      campaign.country,
    );
    const answeredAt = campaign.calendar.instantAt(day, CLOSE_OF_BUSINESS, zone);
    this.escalations += 1;
    watcher.escalated({ case: this.of, at: now, answeredAt, queue, reason, priority });
    this.person.timetable.add(answeredAt, (later) => {
      this.escalations -= 1;
      this.wake(later);
    });
  }

  hold(reason: string, until: number | null): void {
    this.holds.add({ reason, until });
  }

  holdsAt(now: number): readonly string[] {
    if (this.holds.size === 0) return NONE;
    const reasons: string[] = [];
    for (const { reason, until } of this.holds) if (until === null || until > now) reasons.push(reason);
    return reasons;
  }

  stageAt(now: number): Stage {
    const { calendar } = this.person.world.campaign;
    const zone = this.of.zone ?? this.of.portfolioZone;
    return stageOf(this.stage, calendar.localDay(now, zone) - requireIsoDate(this.of.dueDate));
  }

  responded(now: number): void {
    this.lastResponseAt = Math.max(this.lastResponseAt ?? now, now);
    this.wake(now);
  }

  toldOf(stepKey: string, state: MessageState, now: number, submitted = false): void {
    const first = state === 'delivered' && this.firstDeliveredAt === null;
    if (first) this.firstDeliveredAt = now;
    if (this.lastMessage?.stepKey === stepKey) {
      this.lastMessage = { stepKey, state, at: submitted ? now : this.lastMessage.at };
    }
    const awaited = state === 'undelivered' || first || this.enrolment?.waiting?.untilEvent === 'delivery';
    if (awaited && (state === 'delivered' || state === 'undelivered')) this.wake(now);
  }

  bounced(now: number): void {
    if (this.firstDeliveredAt !== null) this.firstDeliveredAt = null;
    this.wake(now);
  }

  private facts(now: number): CaseFacts {
    const { of } = this;
    let until: number | null = null;
    let openEnded = false;
    let held = false;
    let agreed = false;
    for (const hold of this.holds) {
      if (hold.until !== null && hold.until <= now) continue;
      held = true;
      agreed ||= hold.reason === 'promise' || hold.reason === 'plan';
      if (hold.until === null) openEnded = true;
      else until = Math.max(until ?? 0, hold.until);
    }
    const escalated = this.escalations > 0;
    return {
      dueDate: of.dueDate,
      zone: of.zone ?? of.portfolioZone,
      balanceMinor: this.balanceMinor,
      status: this.balanceMinor > 0 ? 'open' : 'closed',
      stage: this.stage,
      language: of.language,
      kind: of.kind,
      outreachParked: held || escalated || !of.verified,
      underAgreement: agreed,
      parkedUntil: escalated || openEnded ? null : until,
      firstDeliveredAt: this.firstDeliveredAt,
      lastResponseAt: this.lastResponseAt,
      lastMessage: this.lastMessage,
      lastPaymentAt: this.lastPaymentAt,
      promise: this.promise,
      attributes: of.attributes ?? {},
      ...(this.person.world.campaign.asksForPast && { history: this.history(), dates: this.dates() }),
      subject: of.person,
    };
  }
}

const NONE: readonly string[] = [];
const NO_HISTORY: CaseHistory = { payments: 0, contacts: 0, brokenPromises: 0, campaigns: [] };
const CLOSE_OF_BUSINESS = 17 * 60;

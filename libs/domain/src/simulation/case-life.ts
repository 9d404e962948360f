import { DAY_MS, MINUTE_MS, requireIsoDate } from '../calendar/civil-date.js';
import { advance } from '../cadence/advance.js';
import type {
  AskedHandOff,
  CaseFacts,
  CaseHistory,
  MessageState,
  PromiseState,
} from '../cadence/case-facts.js';
import { type Effect, type HandOffEffect, wakeAt } from '../cadence/effects.js';
import { endsForGood, type EnrolmentState, enterCampaign } from '../cadence/enrolment-state.js';
import { reentryDay } from '../cadence/reentry.js';
import { laterStage, stageOf, type Stage } from '../cadence/stage.js';
import { CaseDeliveries } from './case-deliveries.js';
import { CaseRest } from './case-rest.js';
import { closeOfBusiness } from './close-of-business.js';
import type { AgentWork, Hold, LiveCase, LiveMessage, Person, WorkOrigin } from './lives.js';
import type { SimulatedCase } from './simulated-case.js';

/** One case on its way through the campaign. */
export class CaseLife implements LiveCase {
  balanceMinor: number;
  stage: Stage;
  lastPaymentAt: number | null = null;
  verified: boolean;
  closed = false;
  private readonly rest = new CaseRest();
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
  private readonly deliveries = new CaseDeliveries();
  private entersAt: number | null = null;
  /** Epoch ms. */
  private mayEnterFrom = 0;
  private lastResponseAt: number | null = null;
  private handOff: AskedHandOff | null = null;

  constructor(
    readonly person: Person,
    readonly of: SimulatedCase,
  ) {
    this.balanceMinor = of.balanceMinor;
    this.stage = of.stage;
    this.promise = of.promise;
    this.verified = of.verified;
  }

  get open(): boolean {
    return this.verified && !this.closed && this.balanceMinor > 0;
  }

  /**
   * Finds the first local day on which the campaign is for it as it stands now, as the sweep of audiences does each day.
   * @param now epoch ms: when it is looked at first
   */
  awaitEntry(now: number): void {
    if (this.enrolment !== null && this.enrolment.endedReason == null) return;
    const { from, until, campaign } = this.person.world;
    const { calendar, zone } = campaign;
    this.entersAt = null;
    const start = Math.max(now, from, this.of.knownFrom ?? from, this.mayEnterFrom);
    for (let at = start; at < until; at = calendar.instantAt(calendar.localDay(at, zone) + 1, 0, zone)) {
      if (!this.fits(at)) continue;
      this.entersAt = at;
      this.person.timetable.add(at, (later) => {
        if (this.entersAt === later && this.fits(later)) this.enter(later);
      });
      return;
    }
  }

  private fits(at: number): boolean {
    const { belongs, isOpenTo, campaign, from } = this.person.world;
    const { kind, language, currency, person, attributes = {} } = this.of;
    const { balanceMinor, stage, promise, lastPaymentAt } = this;
    const dpd = campaign.calendar.localDay(at, this.zone) - requireIsoDate(this.of.dueDate);
    const status = this.open ? ('open' as const) : ('closed' as const);
    const money = { currency, balanceMinor, lastPaymentAt, promise };
    const whom = { kind, language, attributes, history: this.history() };
    return (
      isOpenTo(person, Math.floor((at - from) / DAY_MS)) &&
      belongs({ ...whom, ...money, status, stage, dpd, now: at })
    );
  }

  /** In which the debtor's days are counted. */
  private get zone(): string {
    return this.of.zone ?? this.of.portfolioZone;
  }

  /** Whether, and from which day on, it may enter once more. */
  private awaitReentry(now: number, reason: string): void {
    const { campaign } = this.person.world;
    const { calendar, zone } = campaign;
    const day = reentryDay(campaign.reentry, calendar.localDay(now, zone), this.entry);
    this.mayEnterFrom =
      day === null || endsForGood.includes(reason) ? Infinity : calendar.instantAt(day, 0, zone);
    this.awaitEntry(now);
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
    this.entersAt = null;
    this.entry += 1;
    this.enrolment = enterCampaign(now, this.entry);
    this.lastResponseAt = null;
    this.deliveries.forget();
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

  comesTo(stepKey: string, before: number): boolean {
    const { enrolment, dueAt } = this;
    if (enrolment === null || enrolment.endedReason != null || enrolment.waiting != null) return false;
    return this.open && enrolment.stepKey === stepKey && dueAt !== null && dueAt < before;
  }

  wake(now: number): void {
    // Whatever changed may be what the campaign was waiting for.
    this.awaitEntry(now);
    if (this.enrolment === null || this.enrolment.endedReason != null) return;
    if (this.dueAt !== null && this.dueAt <= now) return;
    this.dueAt = now;
    this.plan(now);
  }

  private carryOut(effect: Effect, now: number): void {
    const { watcher } = this.person.world;
    switch (effect.kind) {
      case 'send':
        this.deliveries.planned(effect.stepKey, now);
        this.person.send(this, effect, now);
        return;
      case 'skip':
        watcher.skipped(effect.stepKey, effect.why);
        for (const message of this.messages) if (message.stepKey === effect.stepKey) message.overtake(this);
        return;
      case 'escalate':
        this.giveToAgent(now, effect, effect);
        return;
      case 'handOff':
        this.askForHandOff(effect, now);
        return;
      case 'lapse':
        return;
      case 'notify':
        watcher.notified(this.of, effect.reason);
        return;
      case 'setStage':
        this.stage = laterStage(this.stage, effect.stage);
        return;
      case 'end':
        watcher.ended(this.of, effect.reason);
        this.awaitReentry(now, effect.reason);
    }
  }

  /** Who is asked approves within the last minute that they have; what is paid by then is not handed to anybody. */
  private askForHandOff({ stepKey, occurrence, to, decideBy }: HandOffEffect, now: number): void {
    const { outside, timetable, world } = this.person;
    if (decideBy === null) {
      world.watcher.handedOff(this.of, to);
      return;
    }
    const asked = { stepKey, occurrence, decideBy };
    const name = `hand-off ${stepKey} ${occurrence}`;
    this.handOff = { ...asked, state: 'waiting' };
    this.hold({ name, reason: 'hand-off-asked', until: decideBy });
    const usual = { at: Math.max(now, decideBy - MINUTE_MS), approved: true };
    const { at, approved } = outside.decidesHandOff(this, asked) ?? usual;
    timetable.add(at, (later) => {
      this.rest.lift(name);
      if (this.enrolment?.endedReason != null || !this.open) return;
      this.handOff = { ...asked, state: approved ? 'approved' : 'refused' };
      if (approved) world.watcher.handedOff(this.of, to);
      this.wake(later);
    });
  }

  giveToAgent(now: number, work: AgentWork, origin?: WorkOrigin): void {
    const { world, outside, timetable } = this.person;
    const { queue, reason, priority, slaBusinessDays } = work;
    const answers =
      outside.answersAt(this, origin) ??
      closeOfBusiness(world.campaign, this.of.portfolioZone, now, slaBusinessDays);
    const answeredAt = Math.min(answers, world.until);
    // A step or a rule lets what waits be; whoever asks for a person is not written to meanwhile.
    if (origin === undefined) this.stopMessages();
    this.withAgent();
    world.watcher.escalated({ case: this.of, at: now, answeredAt, queue, reason, priority });
    timetable.add(answeredAt, (later) => this.agentAnswers(later));
  }

  withAgent(): void {
    this.rest.withAgent();
  }

  agentAnswers(now: number): void {
    this.rest.agentAnswers();
    this.wake(now);
  }

  stopMessages(): void {
    for (const message of this.messages) message.stop(this);
  }

  hold(hold: Hold): void {
    this.rest.hold(hold);
    this.stopMessages();
  }

  lift(name: string, now: number): void {
    if (this.rest.lift(name)) this.wake(now);
  }

  holdsAt(now: number): readonly string[] {
    return this.rest.reasonsAt(now);
  }

  stageAt(now: number): Stage {
    const { calendar } = this.person.world.campaign;
    return stageOf(this.stage, calendar.localDay(now, this.zone) - requireIsoDate(this.of.dueDate));
  }

  responded(now: number): void {
    this.lastResponseAt = Math.max(this.lastResponseAt ?? now, now);
    this.wake(now);
  }

  toldOf(stepKey: string, state: MessageState, now: number, submitted = false): void {
    const first = this.deliveries.told(stepKey, state, now, submitted);
    const awaited = state === 'undelivered' || first || this.enrolment?.waiting?.untilEvent === 'delivery';
    if (awaited && (state === 'delivered' || state === 'undelivered')) this.wake(now);
  }

  coveredBy(stepKey: string, state: MessageState, plannedAt?: number): void {
    this.deliveries.covered(stepKey, state, plannedAt);
  }

  private facts(now: number): CaseFacts {
    const { of, balanceMinor, stage, promise, handOff } = this;
    const { lastResponseAt, lastPaymentAt } = this;
    const { firstDeliveredAt, lastMessage } = this.deliveries;
    const rest = this.rest.factsAt(now);
    return {
      dueDate: of.dueDate,
      zone: this.zone,
      status: balanceMinor > 0 && !this.closed ? 'open' : 'closed',
      language: of.language,
      kind: of.kind,
      ...rest,
      outreachParked: rest.outreachParked || !this.verified,
      ...{ balanceMinor, stage, promise, handOff },
      ...{ firstDeliveredAt, lastResponseAt, lastMessage, lastPaymentAt },
      attributes: of.attributes ?? {},
      ...(this.person.world.campaign.asksForPast && {
        history: this.history(),
        dates: { timeBarredOn: of.timeBarredOn, promiseDueDate: this.promisedFor },
      }),
      subject: of.person,
    };
  }
}

const NO_HISTORY: CaseHistory = { payments: 0, contacts: 0, brokenPromises: 0, campaigns: [] };

import { MINUTE_MS, requireIsoDate } from '../calendar/civil-date.js';
import { advance } from '../cadence/advance.js';
import type {
  AskedHandOff,
  CaseFacts,
  LastMessage,
  MessageState,
  PromiseState,
} from '../cadence/case-facts.js';
import { type Effect, type HandOffEffect, wakeAt } from '../cadence/effects.js';
import { type EnrolmentState, enterCampaign } from '../cadence/enrolment-state.js';
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
  private enrolment: EnrolmentState | null = null;
  private dueAt: number | null = null;
  private firstDeliveredAt: number | null = null;
  private lastResponseAt: number | null = null;
  private lastMessage: LastMessage | null = null;
  private handOff: AskedHandOff | null = null;

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
    const { world } = this.person;
    const { belongs, isOpenTo, campaign, from, until } = world;
    const zone = this.of.zone ?? this.of.portfolioZone;
    const { calendar } = campaign;
    const dueDay = requireIsoDate(this.of.dueDate);
    const first = calendar.localDay(from, campaign.zone);
    for (let day = first, at = from; at < until; day += 1, at = calendar.instantAt(day, 0, campaign.zone)) {
      const dpd = calendar.localDay(at, zone) - dueDay;
      const { kind, language, currency } = this.of;
      const status = this.open ? ('open' as const) : ('closed' as const);
      if (
        isOpenTo(this.of.person, day - first) &&
        belongs({
          kind,
          language,
          currency,
          balanceMinor: this.balanceMinor,
          status,
          stage: this.stage,
          promise: this.promise,
          dpd,
        })
      ) {
        const entry = at;
        this.person.timetable.add(entry, (now) => this.enter(now));
        return;
      }
    }
  }

  private enter(now: number): void {
    if (!this.open) return;
    this.enrolment = enterCampaign(now);
    this.person.world.watcher.enrolled(this.of, now);
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
        for (const message of this.messages) if (message.stepKey === effect.stepKey) message.overtake();
        return;
      case 'escalate':
        this.giveToAgent(now, effect);
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
    }
  }

  /** Who is asked approves within the last minute that they have; what is paid by then is not handed to anybody. */
  private askForHandOff({ stepKey, occurrence, to, decideBy }: HandOffEffect, now: number): void {
    const { watcher } = this.person.world;
    if (decideBy === null) {
      watcher.handedOff(this.of, to);
      return;
    }
    const asked = { stepKey, occurrence, decideBy };
    const hold = { reason: 'hand-off-asked', until: decideBy };
    this.handOff = { ...asked, state: 'waiting' };
    this.holds.add(hold);
    this.person.timetable.add(Math.max(now, decideBy - MINUTE_MS), (later) => {
      this.holds.delete(hold);
      if (this.enrolment?.endedReason != null || !this.open) return;
      this.handOff = { ...asked, state: 'approved' };
      watcher.handedOff(this.of, to);
      this.wake(later);
    });
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
      handOff: this.handOff,
      subject: of.person,
    };
  }
}

const NONE: readonly string[] = [];
const CLOSE_OF_BUSINESS = 17 * 60;

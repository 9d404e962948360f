import { requireIsoDate } from '../calendar/civil-date.js';
import type { SendEffect } from '../cadence/effects.js';
import type { LiveCase, Person } from './lives.js';
import { MessageLife } from './message-life.js';

/** A case that has come to a step whose message may cover several. */
interface Sharable {
  readonly of: LiveCase;
  readonly effect: SendEffect;
}

/** A person's messages that cover several of their cases. */
export class MessagesTogether {
  /** The latest first. */
  private readonly messages: MessageLife[] = [];
  /** What has come to its step at this instant. */
  private gathered: Sharable[] = [];

  constructor(private readonly person: Person) {}

  /** A case has come to such a step: what leaves is planned when all that is due at the instant was looked at. */
  gather(of: LiveCase, effect: SendEffect, now: number): void {
    if (this.gathered.length === 0) this.person.timetable.add(now, (later) => this.plan(later));
    this.gathered.push({ of, effect });
  }

  /** Of those that come to a step at once the oldest debt begins the message, as it does in earnest. */
  private plan(now: number): void {
    const { cases } = this.person;
    const places = new Map(cases.map((each, place) => [each, place]));
    const placeOf = ({ of }: Sharable): number => places.get(of) ?? 0;
    let left = this.gathered
      .sort((one, other) => byAge(one.of, other.of) || placeOf(one) - placeOf(other))
      .filter((each) => !this.hasHad(each));
    this.gathered = [];
    for (let first = left.shift(); first !== undefined; first = left.shift()) {
      const { of, effect } = first;
      const same = left.filter((each) => each.effect.stepKey === effect.stepKey && goAlong(each.of, of, now));
      left = left.filter((each) => !same.includes(each));
      this.begin(
        first,
        same.map((each) => each.of),
        now,
      );
    }
  }

  /** Whether a message that is on its way or arrived covers the case; the case is told how that one stands. */
  private hasHad({ of, effect: { stepKey } }: Sharable): boolean {
    for (const message of this.messages) {
      const state = message.stepKey === stepKey ? message.stateFor(of) : null;
      if (state === null) continue;
      of.coveredBy(stepKey, state, message.plannedAt);
      return true;
    }
    return false;
  }

  /** Makes the message that the case begins, for those that are at the step with it and those that come to it. */
  private begin({ of, effect }: Sharable, same: readonly LiveCase[], now: number): void {
    const { calendar } = this.person.world.campaign;
    const zone = of.of.zone ?? of.of.portfolioZone;
    const withinDays = effect.together?.withinDays ?? 0;
    const before = calendar.instantAt(calendar.localDay(now, zone) + withinDays + 1, 0, zone);
    const coming = this.person.cases
      .filter((each) => each !== of && each.comesTo(effect.stepKey, before) && goAlong(each, of, now))
      .sort(byAge);
    const message = new MessageLife(of, effect, now, [...same, ...coming]);
    if (same.length + coming.length > 0) this.messages.unshift(message);
    message.attempt(now);
  }
}

function goAlong(one: LiveCase, first: LiveCase, now: number): boolean {
  return one.of.creditor === first.of.creditor && standsAlike(one, first, now);
}

/** ISO dates compare as they follow one another. */
function byAge({ of: one }: LiveCase, { of: other }: LiveCase): number {
  return one.dueDate < other.dueDate ? -1 : one.dueDate > other.dueDate ? 1 : 0;
}

/** Whether the same words are true of both: of their stage, and of being past due at all. */
function standsAlike(one: LiveCase, other: LiveCase, now: number): boolean {
  const isDue = ({ of: { dueDate, zone, portfolioZone }, person }: LiveCase): boolean =>
    person.world.campaign.calendar.localDay(now, zone ?? portfolioZone) > requireIsoDate(dueDate);
  return one.stageAt(now) === other.stageAt(now) && isDue(one) === isDue(other);
}

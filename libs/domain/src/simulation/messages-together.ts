import { requireIsoDate } from '../calendar/civil-date.js';
import type { SendEffect } from '../cadence/effects.js';
import type { LiveCase, Person } from './lives.js';
import type { MessageLife } from './message-life.js';

/** A person's messages that cover several of their cases. */
export class MessagesTogether {
  private readonly messages: MessageLife[] = [];

  constructor(private readonly person: Person) {}

  add(message: MessageLife): void {
    this.messages.push(message);
  }

  /**
   * Cases that a message covers beside the first: none where its step asks for none, null where one that is on its way
   * covers the first already.
   */
  casesBeside(of: LiveCase, { stepKey, together }: SendEffect, now: number): readonly LiveCase[] | null {
    if (together === undefined) return [];
    for (const message of this.messages) {
      const state = message.stepKey === stepKey ? message.stateFor(of) : null;
      if (state === null) continue;
      of.toldOf(stepKey, state, now);
      return null;
    }
    const { calendar } = this.person.world.campaign;
    const zone = of.of.zone ?? of.of.portfolioZone;
    const before = calendar.instantAt(calendar.localDay(now, zone) + together.withinDays + 1, 0, zone);
    return this.person.cases.filter(
      (each) =>
        each !== of &&
        each.of.creditor === of.of.creditor &&
        each.comesTo(stepKey, before) &&
        standsAlike(each, of, now),
    );
  }
}

/** Whether the same words are true of both: of their stage, and of being past due at all. */
function standsAlike(one: LiveCase, other: LiveCase, now: number): boolean {
  const isDue = ({ of: { dueDate, zone, portfolioZone }, person }: LiveCase): boolean =>
    person.world.campaign.calendar.localDay(now, zone ?? portfolioZone) > requireIsoDate(dueDate);
  return one.stageAt(now) === other.stageAt(now) && isDue(one) === isDue(other);
}

import type { LegName, LiveCase, Outside, Person, SubmittedLeg, WorkOrigin } from '../lives.js';
import { casesOf, type Happening, type RecordedLeg, type RecordedPerson } from './recorded-history.js';

/**
 * What became of a person's messages, and what else happened to them, as it was recorded. Of a leg that never left in
 * earnest nothing is known, so that nothing comes of it.
 */
export class RecordedOutside implements Outside {
  /** By each case that they were about; a case may have been told of one step by a message of its own and by a shared one. */
  private readonly legs = new Map<string, RecordedLeg[]>();
  /** Legs that are recorded and have not been simulated yet, by the instant at which they left. */
  private readonly left = new Map<number, Set<RecordedLeg>>();
  private readonly work = new Map<string, number>();
  private readonly cases = new Map<string, LiveCase>();

  constructor(
    private readonly person: Person,
    private readonly recorded: RecordedPerson | undefined,
  ) {
    for (const leg of recorded?.legs ?? []) {
      for (const ref of casesOf(leg)) {
        const key = legKey(ref, leg, leg.leg);
        this.legs.set(key, [...(this.legs.get(key) ?? []), leg]);
      }
      this.left.set(leg.at, (this.left.get(leg.at) ?? new Set()).add(leg));
    }
    for (const { answeredAt, review, ...of } of recorded?.work ?? [])
      this.work.set(workKey(of.case, of.step, of.occurrence, review), answeredAt ?? Infinity);
  }

  /** Plans everything that did not come of the campaign's own messages. */
  plan(): void {
    for (const each of this.person.cases) this.cases.set(each.of.ref, each);
    for (const happening of this.recorded?.happenings ?? [])
      this.person.timetable.add(happening.at, (now) => this.happen(happening, now));
  }

  take(leg: SubmittedLeg, now: number): void {
    const recorded = this.recordedAs(leg, now);
    if (recorded !== undefined) this.left.get(now)?.delete(recorded);
    const { timetable } = this.person;
    const { failed, arrivedAt = null, talkedAt = null, at = now } = recorded ?? {};
    // As long after it left as it was in earnest.
    const later = (recordedAt: number): number => now + Math.max(0, recordedAt - at);
    if (failed?.released === true) leg.released();
    // A mail that the receiving server took counts as arrived until it bounces.
    else if (leg.channel === 'email') leg.arrived(now);
    if (arrivedAt !== null) timetable.add(later(arrivedAt), (then) => leg.arrived(then));
    if (talkedAt !== null) timetable.add(later(talkedAt), () => this.person.talked(leg.of, now));
    if (failed) {
      timetable.add(later(failed.at), (then) => leg.failed(failed, then));
    }
  }

  /**
   * Of two messages that are due to a person at one instant either may be decided first, as queues have it, and the
   * first may be the last that the caps permit. Which it was is told by what left.
   */
  goesBehind(leg: LegName, now: number): boolean {
    const left = this.left.get(now);
    if (left === undefined || left.size === 0) return false;
    const recorded = this.recordedAs(leg, now);
    return recorded === undefined || !left.has(recorded);
  }

  /** What the leg was in earnest, whichever of its cases is named first: what left at that very instant, if anything did. */
  private recordedAs(
    { covers, stepKey: step, occurrence, legNo }: LegName,
    now: number,
  ): RecordedLeg | undefined {
    const found = covers.flatMap(
      ({ of }) => this.legs.get(legKey(of.ref, { step, occurrence }, legNo)) ?? [],
    );
    return found.find(({ at }) => at === now) ?? found[0];
  }

  answersAt(of: LiveCase, origin: WorkOrigin | undefined): number | null {
    if (origin === undefined) return null;
    return (
      this.work.get(workKey(of.of.ref, origin.stepKey, origin.occurrence, origin.review === true)) ?? null
    );
  }

  decidesHandOff(of: LiveCase, asked: WorkOrigin): { at: number; approved: boolean } | null {
    const decided = this.recorded?.handOffs.find(
      (each) =>
        each.case === of.of.ref && each.step === asked.stepKey && each.occurrence === asked.occurrence,
    );
    if (decided === undefined) return null;
    return { at: decided.decidedAt ?? Infinity, approved: decided.approved };
  }

  private happen(happening: Happening, now: number): void {
    const { person } = this;
    switch (happening.kind) {
      case 'held':
        for (const each of this.meant(happening.case)) {
          each.hold({ name: happening.hold, reason: happening.reason, until: happening.until });
          each.wake(now);
        }
        if (happening.case === null) person.stopMessages();
        return;
      case 'released':
        for (const each of person.cases) each.lift(happening.hold, now);
        return;
      case 'opted-out':
      case 'unusable':
        return this.loseAddress(happening, now);
      case 'stopped':
        person.stops.add(happening.stop);
        person.stopMessages();
        return this.wakeAll(now);
      case 'stop-lifted':
        person.stops.delete(happening.stop);
        return this.wakeAll(now);
      case 'refused-channel':
        person.refusedChannels.add(happening.channel);
        return;
      case 'contacted':
        return person.countOther(happening.case, happening.channel, now);
      default:
        for (const each of this.meant(happening.case)) happenToCase(each, happening, now);
    }
  }

  private loseAddress(lost: Extract<Happening, { kind: 'opted-out' | 'unusable' }>, now: number): void {
    const point = this.person.pointAt(lost.address);
    if (point === undefined) return;
    if (lost.kind === 'unusable') this.person.purge(point);
    else this.person.optOut(point, lost.channel);
    this.wakeAll(now);
  }

  private meant(ref: string | null): readonly LiveCase[] {
    if (ref === null) return this.person.cases;
    const one = this.cases.get(ref);
    return one === undefined ? [] : [one];
  }

  private wakeAll(now: number): void {
    for (const each of this.person.cases) each.wake(now);
  }
}

type OfCase = Extract<
  Happening,
  {
    kind:
      | 'paid'
      | 'lowered'
      | 'responded'
      | 'given-to-agent'
      | 'agent-answered'
      | 'promise'
      | 'verified'
      | 'closed';
  }
>;

function happenToCase(of: LiveCase, happening: OfCase, now: number): void {
  switch (happening.kind) {
    case 'paid':
      of.balanceMinor = Math.max(0, of.balanceMinor - happening.amountMinor);
      of.lastPaymentAt = now;
      of.person.world.watcher.paid(of.of, happening.amountMinor, now);
      of.stopMessages();
      return of.responded(now);
    case 'lowered':
      of.balanceMinor = Math.max(0, of.balanceMinor - happening.amountMinor);
      return of.wake(now);
    case 'responded':
      return of.responded(now);
    case 'given-to-agent':
      of.withAgent();
      of.stopMessages();
      return of.wake(now);
    case 'agent-answered':
      return of.agentAnswers(now);
    case 'promise':
      of.promise = happening.state;
      return of.wake(now);
    case 'verified':
      of.verified = true;
      return of.wake(now);
    case 'closed':
      of.closed = true;
      of.stopMessages();
      return of.wake(now);
  }
}

function legKey(
  ref: string,
  { step, occurrence }: { step: string; occurrence: number },
  leg: number,
): string {
  return `${ref}|${step}|${occurrence}|${leg}`;
}

function workKey(ref: string, step: string, occurrence: number, review: boolean): string {
  return `${ref}|${step}|${occurrence}|${review ? 'review' : 'step'}`;
}

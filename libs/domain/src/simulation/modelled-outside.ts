import { answerCall } from '../behaviour/answer-call.js';
import type { BehaviourModel } from '../behaviour/behaviour.schema.js';
import { hasRcs, mailboxRefusal, type Seed } from '../behaviour/debtor-behaviour.js';
import { type DebtorAct, NOT_REACHABLE_BY_RCS, reactTo } from '../behaviour/react-to.js';
import type { FailureMeaning } from '../receipts/failure-meaning.js';
import { smtpFailure } from '../receipts/smtp-failures.data.js';
import { twilioFailure } from '../receipts/twilio-failures.data.js';
import { outcomeOfCall } from './call-outcome.js';
import type { Outside, Person, SubmittedLeg } from './lives.js';

/** Networks, mail servers and the debtor as the behaviour model has them. */
export class ModelledOutside implements Outside {
  private texts = 0;
  private calls = 0;

  constructor(
    private readonly person: Person,
    private readonly behaviour: BehaviourModel,
    private readonly seed: Seed,
  ) {}

  take(leg: SubmittedLeg, now: number): void {
    const { person, behaviour, seed } = this;
    const { channel } = leg;
    if (channel === 'voice') return this.call(leg, now);
    if (channel === 'email') {
      const refusal = mailboxRefusal(behaviour, seed, person.subject);
      if (refusal !== null) {
        leg.released();
        const means = smtpFailure(refusal.code, refusal.text.split(' ')[0], true);
        person.timetable.add(now, (later) => leg.failed(means, later));
        return;
      }
    }
    if (channel === 'rcs' && !hasRcs(behaviour, seed, person.subject)) {
      const means = twilioFailure(NOT_REACHABLE_BY_RCS);
      person.timetable.add(now + ANSWER_MS, (later) => leg.failed(means, later));
      return;
    }
    // A mail that the receiving server took counts as arrived until it bounces.
    if (channel === 'email') leg.arrived(now);
    this.texts += 1;
    const contact = { channel, ordinal: this.texts };
    for (const { afterMs, action } of reactTo(behaviour, seed, person.subject, contact)) {
      person.timetable.add(now + afterMs, (later) => this.happen(action, leg, later));
    }
  }

  goesBehind(): false {
    return false;
  }

  answersAt(): null {
    return null;
  }

  decidesHandOff(): null {
    return null;
  }

  private happen(action: DebtorAct, leg: SubmittedLeg, now: number): void {
    const { person } = this;
    const { of } = leg;
    switch (action.kind) {
      case 'deliver':
        return leg.arrived(now);
      case 'fail':
        return leg.failed(twilioFailure(action.code), now);
      case 'bounce':
        return leg.failed(smtpFailure(550, action.status), now);
      case 'open':
        return person.world.watcher.acted(of.of, 'opened', now);
      case 'read':
        return person.world.watcher.acted(of.of, 'read', now);
      case 'click':
        return person.world.watcher.acted(of.of, 'clicked', now);
      case 'scan':
        return;
      case 'pay':
        return person.pay(of, action.share, now);
      case 'reply':
        return person.reply(of, leg.point, action.payload ?? null, action.text, now);
    }
  }

  private call(leg: SubmittedLeg, now: number): void {
    const { person, behaviour, seed } = this;
    this.calls += 1;
    const reaction = answerCall(behaviour, seed, person.subject, this.calls);
    person.timetable.add(now + reaction.afterMs, (later) => {
      const outcome = outcomeOfCall(reaction);
      if (outcome.kind === 'unreached') return leg.failed(UNANSWERED, later);
      leg.arrived(later);
      person.answered(leg.of, leg.point, { calledAt: now, outcome }, later);
    });
  }
}

/** How soon a network says that a phone cannot be reached. */
const ANSWER_MS = 2_000;
/** Nobody took the call: another channel may reach them. */
const UNANSWERED: FailureMeaning = twilioFailure('30003');

import { type Contact, DebtorBehaviour } from '#apps/sandbox';
import type { MailboxRefusal, PlannedAct } from '#domain';
import { BOUNCES_AFTER, type Life, lifeOf, PAYS_AFTER, REPLIES_AFTER } from './lives.js';
import type { StoryCase } from './story-case.js';

const MINUTE_MS = 60_000;

/** The debtors of the story: each lives the life that was chosen for the case. */
export class StoryDebtors extends DebtorBehaviour {
  private readonly lives: ReadonlyMap<string, Life>;

  constructor(cases: readonly StoryCase[]) {
    super();
    this.lives = new Map(cases.map(({ ref, life }) => [ref, lifeOf(life)]));
  }

  override reactTo({ subject, channel, ordinal, text }: Contact): readonly PlannedAct[] {
    const life = this.lives.get(subject) ?? {};
    if (channel === 'sms' && life.deadPhone) return [act(0, { kind: 'fail', code: 30005 })];
    if (channel === 'email' && life.mailbox === 'bounces') {
      return [act(BOUNCES_AFTER, { kind: 'bounce', status: '5.1.1', reason: 'no such user' })];
    }
    const acts = [act(0, { kind: 'deliver' })];
    // What confirms a payment or an opt-out has no way to pay: only messages with a deep link are answered.
    if (!text.includes('/p/')) return acts;
    if (life.pays?.afterContact === ordinal)
      acts.push(act(PAYS_AFTER, { kind: 'pay', share: life.pays.share }));
    if (life.replies !== undefined && channel === 'sms') {
      acts.push(act(REPLIES_AFTER, { kind: 'reply', text: life.replies }));
    }
    if (life.looks) acts.push(act(REPLIES_AFTER, { kind: 'click' }));
    return acts;
  }

  override atTheDoor(_mailbox: string, subject: string): MailboxRefusal | null {
    return this.lives.get(subject)?.mailbox === 'refuses'
      ? { code: 550, text: '5.1.1 no such user here' }
      : null;
  }
}

function act(afterMinutes: number, action: PlannedAct['action']): PlannedAct {
  return { afterMs: afterMinutes * MINUTE_MS, action };
}

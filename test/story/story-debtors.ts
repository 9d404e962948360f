import { type CallMade, type Contact, DebtorBehaviour } from '#apps/sandbox';
import type { CallAnswer, CallReaction, MailboxRefusal, PlannedAct } from '#domain';
import { BOUNCES_AFTER, CALLS, type Life, lifeOf, PAYS_AFTER, REPLIES_AFTER } from './lives.js';
import type { StoryCase } from './story-case.js';

const MINUTE_MS = 60_000;
const RINGS_MS = 6_000;
const PRESSES_AFTER_MS = 2_000;

/** The debtors of the story: each lives the life that was chosen for the case. */
export class StoryDebtors extends DebtorBehaviour {
  private readonly lives: ReadonlyMap<string, Life>;
  private readonly approvers: ReadonlySet<string>;

  constructor(cases: readonly StoryCase[]) {
    super();
    this.lives = new Map(cases.map(({ ref, life }) => [ref, lifeOf(life)]));
    this.approvers = new Set(cases.flatMap(({ approver }) => approver ?? []));
  }

  override reactTo({ subject, address, channel, ordinal, links }: Contact): readonly PlannedAct[] {
    const life = this.lifeOf(subject, address);
    if (channel === 'sms' && life.deadPhone) return [act(0, { kind: 'fail', code: 30005 })];
    if (channel === 'email' && life.mailbox === 'bounces') {
      return [act(BOUNCES_AFTER, { kind: 'bounce', status: '5.1.1', reason: 'no such user' })];
    }
    if (channel === 'rcs' && life.card === 'says-nothing') return [];
    const acts = [act(0, { kind: 'deliver' })];
    // What confirms a payment or an opt-out has no way to pay: only messages with a deep link are answered.
    if (!links.some((link) => link.includes('/p/'))) return acts;
    if (life.pays?.afterContact === ordinal)
      acts.push(act(PAYS_AFTER, { kind: 'pay', share: life.pays.share }));
    if (life.replies !== undefined && channel === 'sms') {
      acts.push(act(REPLIES_AFTER, { kind: 'reply', text: life.replies }));
    }
    if (life.taps !== undefined && channel === 'rcs') {
      acts.push(act(REPLIES_AFTER, { kind: 'reply', text: '', payload: life.taps }));
    }
    if (life.looks) acts.push(act(REPLIES_AFTER, { kind: 'click' }));
    return acts;
  }

  override hasRcs(subject: string, number: string): boolean {
    return this.lifeOf(subject, number).card !== undefined;
  }

  override onCall({ subject, address }: CallMade): CallReaction {
    const { deadPhone, call = 'rings-out' } = this.lifeOf(subject, address);
    const way = CALLS[call];
    const presses = 'presses' in way ? way.presses : [];
    return {
      way: call,
      picksUp: deadPhone ? 'failed' : way.picksUp,
      afterMs: RINGS_MS,
      answers: presses.map((keys) => ({ afterMs: PRESSES_AFTER_MS, answer: answer(keys) })),
    };
  }

  override atTheDoor(mailbox: string, subject: string): MailboxRefusal | null {
    return this.lifeOf(subject, mailbox).mailbox === 'refuses'
      ? { code: 550, text: '5.1.1 no such user here' }
      : null;
  }

  /** Whoever approves payments reads, and does nothing; their mailbox is not the business's. */
  private lifeOf(subject: string, address: string): Life {
    return this.approvers.has(address) ? {} : (this.lives.get(subject) ?? {});
  }
}

function answer(keys: string): CallAnswer {
  if (keys === 'identity' || keys === 'wrong-identity') return { kind: keys };
  return { kind: 'keys', keys };
}

function act(afterMinutes: number, action: PlannedAct['action']): PlannedAct {
  return { afterMs: afterMinutes * MINUTE_MS, action };
}

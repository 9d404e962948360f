import type { Channel } from './cadences.js';
import type { Expectation } from './expected.js';
import { inWarsaw, momentOf } from './local-time.js';
import { BEGINS_AT, ENDS_AT, type StoryCase } from './story-case.js';

export const BEGIN = inWarsaw(Date.parse(BEGINS_AT));
export const END = inWarsaw(Date.parse(ENDS_AT));
export const NEVER = '9999';

/** What somebody can want no more of at an address: texts are one, whichever way they go. */
type Wish = 'texts' | 'calls' | 'mails';
const WISH_OF: Record<Channel, Wish> = { rcs: 'texts', sms: 'texts', voice: 'calls', email: 'mails' };

/** How a case stands while it is told: what may still reach its debtor, and what has come of it. */
export class CaseStanding {
  readonly told: Expectation;
  readonly works = { phone: true, mailbox: true };
  arrived = 0;
  tried = 0;
  /** From when on an address is closed to something by what its debtor said. */
  private readonly closedFrom: Record<Wish, string> = { texts: NEVER, calls: NEVER, mails: NEVER };
  /** From when on nothing of the cadence may arrive any more. */
  private stoppedFrom = NEVER;
  /** From when on nobody needs to work on it any more, or somebody does already. */
  private settledFrom = NEVER;

  constructor(readonly each: StoryCase) {
    this.told = { contacts: [], escalations: [], asked: [], closed: null, owesMinor: each.principalMinor };
  }

  addressOf(channel: Channel): string | null {
    const { works, each } = this;
    // Where the first mailbox is of no use, a business is written to at the next that is known.
    if (channel === 'email') return (works.mailbox ? each.email : null) ?? each.approver;
    return works.phone ? each.phone : null;
  }

  mayArrive(channel: Channel, at: string): boolean {
    const { timeBarredOn } = this.each;
    if (timeBarredOn !== null && at.slice(0, 10) >= timeBarredOn) return false;
    return at < this.closedFrom[WISH_OF[channel]] && at < this.stoppedFrom && at < END;
  }

  /** Puts the case before an agent, while there is something to do about it; tells whether there was. */
  escalate(reason: string, at: string): boolean {
    const from = at < BEGIN ? BEGIN : at;
    if (from >= this.settledFrom || from >= END) return false;
    this.told.escalations.push({ reason, at: from });
    return true;
  }

  /** A question goes to an agent; outreach rests meanwhile, and in the story nobody ever answers. */
  waitsForAgent(reason: string, from: string): void {
    if (!this.escalate(reason, from)) return;
    this.stop(from);
    this.settle(from);
  }

  forgetPhone(from: string): void {
    this.wantsNoMore('texts', from);
    this.wantsNoMore('calls', from);
  }

  wantsNoMore(what: Wish, from: string): void {
    if (from < this.closedFrom[what]) this.closedFrom[what] = from;
  }

  stop(from: string): void {
    if (from < this.stoppedFrom) this.stoppedFrom = from;
  }

  settle(from: string): void {
    if (from < this.settledFrom) this.settledFrom = from;
  }

  paidOff(): void {
    this.told.closed = 'paid';
    this.told.owesMinor = 0;
    if (!this.told.asked.includes('payment-receipt')) this.told.asked.push('payment-receipt');
  }

  /** When everything is paid from outside. */
  paysAt(): string {
    const paid = this.each.acts.find(({ does }) => does === 'pay-by-api' || does === 'pay-by-file');
    return paid === undefined ? NEVER : momentOf(this.each, paid.dpd, paid.time);
  }
}

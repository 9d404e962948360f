import { momentOf } from './acts.js';
import { BOUNCES_AFTER, lifeOf, PAYS_AFTER, REPLIES_AFTER } from './lives.js';
import { firstOpen, inWarsaw, plusMinutes } from './local-time.js';
import { BEGINS_AT, ENDS_AT, type StoryCase } from './story-case.js';

export type Channel = 'sms' | 'email';

/** One message as the debtor meets it: one line for each channel that was tried. */
export interface ExpectedContact {
  step: string;
  channel: Channel;
  /** Wall-clock time in Warsaw. */
  at: string;
}

export interface ExpectedEscalation {
  reason: string;
  at: string;
}

export interface Expectation {
  contacts: ExpectedContact[];
  escalations: ExpectedEscalation[];
  paidOff: boolean;
}

/** The cadence of campaigns/pl-consumer.yaml, written down once more by hand. */
const CADENCE: readonly { step: string; dpd: number; time: string; channels: readonly Channel[] }[] = [
  { step: 'reminder-before-due', dpd: -3, time: '10:00', channels: ['sms', 'email'] },
  { step: 'first-notice', dpd: 1, time: '09:30', channels: ['sms', 'email'] },
  { step: 'full-statement', dpd: 4, time: '17:00', channels: ['email', 'sms'] },
  { step: 'offer-to-spread', dpd: 10, time: '12:00', channels: ['sms'] },
  { step: 'offer-in-detail', dpd: 14, time: '18:00', channels: ['email', 'sms'] },
  { step: 'second-notice', dpd: 21, time: '11:00', channels: ['sms'] },
  { step: 'demand', dpd: 30, time: '09:00', channels: ['email', 'sms'] },
  { step: 'settlement-offer', dpd: 45, time: '16:00', channels: ['email', 'sms'] },
  { step: 'final-demand', dpd: 60, time: '09:00', channels: ['email', 'sms'] },
];

const BEGIN = inWarsaw(Date.parse(BEGINS_AT));
const END = inWarsaw(Date.parse(ENDS_AT));
const NEVER = '9999';

/** What a case must receive, and which work it must bring to agents, when nobody else's case gets in its way. */
export function expectationOf(each: StoryCase): Expectation {
  if (each.keptOut !== null) return { contacts: [], escalations: [], paidOff: false };
  return new CaseStory(each).tell();
}

class CaseStory {
  private readonly contacts: ExpectedContact[] = [];
  private readonly escalations: ExpectedEscalation[] = [];
  private readonly usable: Record<Channel, boolean>;
  /** From when on an address is closed by what its debtor answered. */
  private closedFrom: Record<Channel, string> = { sms: NEVER, email: NEVER };
  /** From when on nothing may arrive any more. */
  private stoppedFrom = NEVER;
  /** From when on nobody needs to work on it any more, or somebody does already. */
  private settledFrom = NEVER;
  private paidOff = false;
  private arrived = 0;
  private tried = 0;

  constructor(private readonly each: StoryCase) {
    this.usable = { sms: each.phone !== null, email: each.email !== null };
    const { act } = each;
    if (act !== null && act.does !== 'hold') this.stoppedFrom = momentOf(each, act.dpd, act.time);
    // Who wants no more messages still owes: that an agent decides, as of all who did not pay.
    if (act?.does !== 'cease') this.settledFrom = this.stoppedFrom;
    this.paidOff = act?.does.startsWith('pay-by') === true;
    if (act?.does === 'dispute') this.escalations.push({ reason: 'dispute', at: this.stoppedFrom });
  }

  tell(): Expectation {
    const { dpd } = this.each;
    const steps = CADENCE.filter((step) => step.dpd >= dpd).map((step) => ({
      ...step,
      at: this.moment(step),
    }));
    for (const [index, step] of steps.entries()) {
      const next = steps[index + 1];
      // Of several steps that fell into a hold, the last goes out when it is lifted.
      if (next !== undefined && next.at <= step.at) continue;
      if (step.dpd > 35 && dpd <= 35 && this.nobodyWasReached()) return this.unreachable();
      this.contact(step.step, step.channels, firstOpen(step.at));
    }
    const ends = dpd > 75 ? BEGIN : momentOf(this.each, 75, '09:00');
    if (ends < END && ends < this.settledFrom)
      this.escalations.push({ reason: 'cadence-exhausted', at: ends });
    return this.told();
  }

  private told(): Expectation {
    return { contacts: this.contacts, escalations: this.escalations, paidOff: this.paidOff };
  }

  /** When a step is due: a hold puts it off to its end. */
  private moment({ dpd, time }: { dpd: number; time: string }): string {
    const { act } = this.each;
    const at = momentOf(this.each, dpd, time);
    if (act?.does !== 'hold') return at;
    const lifted = momentOf(this.each, act.liftedDpd, act.liftedTime);
    return at >= momentOf(this.each, act.dpd, act.time) && at < lifted ? lifted : at;
  }

  private nobodyWasReached(): boolean {
    return this.tried > 0 && this.arrived === 0;
  }

  private unreachable(): Expectation {
    const at = momentOf(this.each, 35, '09:00');
    if (at < this.settledFrom && at < END) this.escalations.push({ reason: 'unreachable', at });
    return this.told();
  }

  private contact(step: string, channels: readonly Channel[], open: string): void {
    const life = lifeOf(this.each.life);
    let at = open;
    for (const channel of channels) {
      if (!this.mayArrive(channel, at)) continue;
      this.tried += 1;
      // A mail server that refuses at the door has received nothing.
      if (channel === 'email' && life.mailbox === 'refuses') {
        this.usable.email = false;
        continue;
      }
      this.contacts.push({ step, channel, at });
      if (channel === 'sms' && life.deadPhone) this.usable.sms = false;
      else if (channel === 'email' && life.mailbox === 'bounces') {
        this.usable.email = false;
        at = firstOpen(plusMinutes(at, BOUNCES_AFTER));
      } else return this.received(channel, at);
    }
  }

  private mayArrive(channel: Channel, at: string): boolean {
    const { timeBarredOn } = this.each;
    if (timeBarredOn !== null && at.slice(0, 10) >= timeBarredOn) return false;
    return this.usable[channel] && at < this.closedFrom[channel] && at < this.stoppedFrom && at < END;
  }

  /** A question goes to an agent; outreach rests meanwhile, and in the story nobody ever answers. */
  private waitsForAnswer(from: string): void {
    if (from >= this.settledFrom) return;
    this.escalations.push({ reason: 'reply', at: from });
    this.stoppedFrom = from;
    this.settledFrom = from;
  }

  private received(channel: Channel, at: string): void {
    const life = lifeOf(this.each.life);
    this.arrived += 1;
    if (life.pays?.share === 1 && life.pays.afterContact === this.arrived) {
      this.stoppedFrom = plusMinutes(at, PAYS_AFTER);
      this.settledFrom = this.stoppedFrom;
      this.paidOff = true;
    }
    if (life.replies === undefined || channel !== 'sms') return;
    const replied = plusMinutes(at, REPLIES_AFTER);
    if (life.replies.endsWith('?')) this.waitsForAnswer(replied);
    else this.closedFrom.sms = replied;
  }
}

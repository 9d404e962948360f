import { CADENCES, type Step } from './cadences.js';
import { BEGIN, CaseStanding } from './case-standing.js';
import { carry } from './debtor-told.js';
import type { Expectation } from './expected.js';
import { lifeOf } from './lives.js';
import { addDays, addWorkingDays, firstOpen, momentOf } from './local-time.js';
import { tellPromise } from './promise-told.js';
import type { Act, StoryCase } from './story-case.js';

type HandingOff = Extract<Step, { handsOff: string }>;
type Sending = Extract<Step, { sends: string }>;

/** Tells one case from its first day to the last, by the campaign and by what is done about it. */
export class CaseStory {
  private readonly standing: CaseStanding;
  private lastDay = '';

  constructor(private readonly each: StoryCase) {
    this.standing = new CaseStanding(each);
  }

  tell(): Expectation {
    for (const act of this.each.acts) this.foresee(act);
    this.walk();
    const { told } = this.standing;
    const byTime = (a: { at: string }, b: { at: string }): number => a.at.localeCompare(b.at);
    return {
      ...told,
      contacts: told.contacts.sort(byTime),
      escalations: told.escalations.sort(byTime),
    };
  }

  /** What comes from outside is known beforehand. */
  private foresee(act: Act): void {
    const { each, standing } = this;
    const at = momentOf(each, act.dpd, act.time);
    switch (act.does) {
      case 'hold':
        return;
      case 'promise':
        return tellPromise(standing, at, addDays(each.dueDate, act.byDpd));
      case 'pay-an-invoice':
        standing.told.owesMinor = each.principalMinor - (each.invoices[0]?.amountMinor ?? 0);
        return;
      // Who wants no more messages still owes: that an agent decides, as of all who did not pay.
      case 'cease':
        return standing.stop(at);
      case 'dispute':
        return standing.waitsForAgent('dispute', at);
      default:
        standing.stop(at);
        standing.settle(at);
        standing.paidOff();
    }
  }

  private walk(): void {
    const { each, standing } = this;
    const cadence = CADENCES[each.kind];
    const steps = cadence
      .filter(({ dpd }) => dpd >= each.dpd)
      .map((step) => ({ step, at: this.moment(step) }));
    for (const [index, { step, at }] of steps.entries()) {
      if ('sends' in step) {
        // Of several steps that fell into a hold, the last goes out when it is lifted; a copy takes nobody's place.
        const next = steps.slice(index + 1).find((one) => !('sends' in one.step && one.step.toApprover));
        if (next === undefined || next.at > at) this.contact(step, this.open(at));
      } else if ('looksWhetherReached' in step) {
        if (standing.tried === 0 || standing.arrived > 0) continue;
        standing.escalate('unreachable', at);
        return;
      } else if ('handsOff' in step) {
        return this.lapse(step, at);
      } else if (!standing.escalate(step.asks, at) || step.last || !this.managerResumes()) return;
    }
    // Older than the whole cadence: an agent has it from the first moment.
    const last = cadence.at(-1);
    if (steps.length > 0 || last === undefined) return;
    if ('asks' in last) standing.escalate(last.asks, BEGIN);
    if ('handsOff' in last) this.lapse(last, BEGIN);
  }

  /** Nobody says in time whether the case may be handed off. */
  private lapse({ withinWorkingDays }: HandingOff, asked: string): void {
    const from = asked < BEGIN ? BEGIN : asked;
    const day = addWorkingDays(from.slice(0, 10), withinWorkingDays);
    this.standing.escalate('hand-off-overdue', `${day} 17:00`);
  }

  /** When a step is due: a hold puts it off to its end. */
  private moment({ dpd, time }: Step): string {
    const at = momentOf(this.each, dpd, time);
    for (const act of this.each.acts) {
      if (act.does !== 'hold') continue;
      const lifted = momentOf(this.each, act.liftedDpd, act.liftedTime);
      if (at >= momentOf(this.each, act.dpd, act.time) && at < lifted) return lifted;
    }
    return at;
  }

  /** When the contact policy lets a new message go: in the hours, and on a day that has seen none. */
  private open(at: string): string {
    const open = firstOpen(this.each.kind, at);
    if (open.slice(0, 10) > this.lastDay) return open;
    return firstOpen(this.each.kind, `${addDays(this.lastDay, 1)} 00:00`);
  }

  private contact(step: Sending, open: string): void {
    const { each, standing } = this;
    let at = open;
    for (const channel of step.channels) {
      const to = step.toApprover ? each.approver : standing.addressOf(channel);
      if (to === null || !standing.mayArrive(channel, at)) continue;
      // Who was written to because the first mailbox is of no use has the demand, and gets no copy of it.
      if (standing.told.contacts.some((one) => one.step === step.copies && one.to === to)) continue;
      standing.tried += 1;
      // The approver's mailbox is another's: it takes everything.
      const isApprover = to === each.approver;
      // A mail server that refuses at the door has received nothing.
      if (channel === 'email' && !isApprover && lifeOf(each.life).mailbox === 'refuses') {
        standing.works.mailbox = false;
        continue;
      }
      standing.told.contacts.push({ step: step.sends, channel, to, at });
      this.lastDay = at.slice(0, 10);
      const then = isApprover ? 'arrived' : carry(standing, channel, at);
      if (then === 'arrived') return void (standing.arrived += 1);
      at = then;
    }
  }

  private managerResumes(): boolean {
    const { manager } = this.each;
    if (manager === 'closes') this.standing.told.closed = 'settled-with-manager';
    return manager === 'resumes';
  }
}

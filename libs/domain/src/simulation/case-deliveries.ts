import type { LastMessage, MessageState } from '../cadence/case-facts.js';

/** What an enrolment knows of its messages. Instants are epoch ms. */
export class CaseDeliveries {
  lastMessage: LastMessage | null = null;
  /** Of any message that is not known to have come back since. */
  firstDeliveredAt: number | null = null;
  /** Steps whose latest message arrived. */
  private readonly arrived = new Set<string>();

  /** Of an enrolment that has just begun. */
  forget(): void {
    this.firstDeliveredAt = this.lastMessage = null;
    this.arrived.clear();
  }

  planned(stepKey: string, now: number): void {
    this.lastMessage = { stepKey, state: 'pending', at: now };
  }

  /** How a message that covers its case beside others stands, where it is the step's; at: when that was planned. */
  covered(stepKey: string, state: MessageState, at = this.lastMessage?.at ?? 0): void {
    if (this.lastMessage?.stepKey === stepKey) this.lastMessage = { stepKey, state, at };
  }

  /** Answers whether it is the first that arrived. */
  told(stepKey: string, state: MessageState, now: number, submitted: boolean): boolean {
    const first = state === 'delivered' && this.firstDeliveredAt === null;
    if (first) this.firstDeliveredAt = now;
    if (state === 'delivered') this.arrived.add(stepKey);
    // What was said to have arrived may not have done so after all.
    if (state === 'undelivered') this.arrived.delete(stepKey);
    if (state === 'undelivered' && this.arrived.size === 0) this.firstDeliveredAt = null;
    if (this.lastMessage?.stepKey === stepKey) {
      this.lastMessage = { stepKey, state, at: submitted ? now : this.lastMessage.at };
    }
    return first;
  }
}

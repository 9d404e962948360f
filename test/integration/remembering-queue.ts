import { type LegToSend, type MessageBatch, MessageQueue, type QueueLag } from '#contracts';

/** Remembers what was queued. */
export class RememberingQueue extends MessageQueue {
  readonly rendered: MessageBatch[] = [];
  readonly sent: LegToSend[] = [];
  async render(batch: MessageBatch): Promise<void> {
    this.rendered.push(batch);
  }
  async send(legs: readonly LegToSend[]): Promise<void> {
    this.sent.push(...legs);
  }
  readonly lags = { render: 0, send: { sms: 0, email: 0, rcs: 0, voice: 0 } };
  async lag(): Promise<QueueLag> {
    return this.lags;
  }
}

import type { Channel } from '#domain';
import type { LegToSend, MessageBatch } from '../queues.js';

/** Wakes the next service of a message's way. Losing a wake-up costs time, never a message (I2). */
export abstract class MessageQueue {
  /** @param turn those of an earlier turn go first; those of none, before all that have one */
  abstract render(batch: MessageBatch, turn?: number): Promise<void>;
  /**
   * Whatever else the caller's objects hold stays behind (I8).
   * @param turn as of rendering
   * @param afterMs machine milliseconds before which nobody is to be woken; at once when absent
   */
  abstract send(legs: readonly LegToSend[], turn?: number, afterMs?: number): Promise<void>;
  /** How long the next wake-up of each kind has waited, in machine milliseconds; 0 when none waits. */
  abstract lag(): Promise<QueueLag>;
}

export interface QueueLag {
  render: number;
  send: Record<Channel, number>;
}

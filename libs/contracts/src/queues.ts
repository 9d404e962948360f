import { z } from 'zod';
import { type Channel, channels } from '#domain';

/** The queues of the message's way. A job is a wake-up: ids, never the truth and never personal data (I8). */
export const QUEUES = {
  /** Messages whose next leg wants rendering; worked by the personaliser. */
  render: 'message.render',
  /**
   * Rendered legs that want sending; worked by the sender. Each channel has its own, so that a provider that hangs
   * holds up nothing but its own messages.
   */
  send: Object.fromEntries(channels.map((channel) => [channel, `message.send.${channel}`])) as Record<
    Channel,
    string
  >,
} as const;

/** How many messages one job carries at most. */
export const MAX_BATCH = 200;

/**
 * A batch of message legs, as parallel lists to keep jobs small: shard (0–63), message id, leg number (from 1).
 * One job is never one message unless only one is due.
 */
export const messageBatchSchema = z
  .object({
    shards: z.array(z.int().min(0).max(63)).min(1).max(MAX_BATCH),
    ids: z.array(z.uuid()).min(1).max(MAX_BATCH),
    legs: z.array(z.int().min(1).max(20)).min(1).max(MAX_BATCH),
  })
  .refine((b) => b.shards.length === b.ids.length && b.legs.length === b.ids.length, {
    message: 'shards, ids and legs must be of one length',
  });

export type MessageBatch = z.infer<typeof messageBatchSchema>;

/** A rendered leg that wants sending. */
export interface LegToSend {
  shard: number;
  messageId: string;
  legNo: number;
  channel: Channel;
}

/** The legs of a batch from one place up to another, which is left out. */
export function sliceBatch({ shards, ids, legs }: MessageBatch, from: number, to: number): MessageBatch {
  return { shards: shards.slice(from, to), ids: ids.slice(from, to), legs: legs.slice(from, to) };
}

import type { Queue } from 'bullmq';
import {
  type LegToSend,
  MAX_BATCH,
  type MessageBatch,
  MessageQueue,
  type QueueLag,
  sliceBatch,
} from '#contracts';
import { type Channel, channels } from '#domain';

/**
 * A failed job is tried again soon; after that the reconciler picks its messages up from the database. Finished
 * jobs go at once: the database, not the queue, guards against doing a thing twice.
 */
const JOB_OPTIONS = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: true,
  removeOnFail: 500,
} as const;

/** Splits a batch into jobs of at most size messages. */
export function split(batch: MessageBatch, size = MAX_BATCH): MessageBatch[] {
  const parts: MessageBatch[] = [];
  for (let from = 0; from < batch.ids.length; from += size) {
    parts.push(sliceBatch(batch, from, from + size));
  }
  return parts;
}

/** Wake-ups as BullMQ jobs, on Postgres or Redis. */
export class BullMessageQueue extends MessageQueue {
  constructor(
    private readonly rendering: Queue,
    private readonly sending: Record<Channel, Queue>,
  ) {
    super();
  }

  async render(batch: MessageBatch, turn?: number): Promise<void> {
    await add(this.rendering, batch, turn);
  }

  async send(legs: readonly LegToSend[], turn?: number, afterMs?: number): Promise<void> {
    await Promise.all(
      channels.map((channel) =>
        add(this.sending[channel], batchOf(legs.filter((leg) => leg.channel === channel)), turn, afterMs),
      ),
    );
  }

  async lag(): Promise<QueueLag> {
    const lags = await Promise.all(
      channels.map(async (channel) => [channel, await lagOf(this.sending[channel])]),
    );
    return { render: await lagOf(this.rendering), send: Object.fromEntries(lags) as QueueLag['send'] };
  }
}

function batchOf(legs: readonly LegToSend[]): MessageBatch {
  return {
    shards: legs.map((leg) => leg.shard),
    ids: legs.map((leg) => leg.messageId),
    legs: legs.map((leg) => leg.legNo),
  };
}

/** Jobs looked at of a long queue: its ends, and some between, since those of late turns grow old in its middle. */
const LOOKED_AT = 8;

/** By the oldest job of those looked at. On Redis it stands at the one end of its turn, on Postgres at the other. */
async function lagOf(queue: Queue): Promise<number> {
  const counts = await queue.getJobCounts('wait', 'prioritized');
  const jobs = await Promise.all(
    (['wait', 'prioritized'] as const).flatMap((state) =>
      placesOf(counts[state] ?? 0).map((place) => queue.getJobs(state, place, place, true)),
    ),
  );
  const since = Math.min(Date.now(), ...jobs.flat().map((job) => job.timestamp));
  return Date.now() - since;
}

function placesOf(count: number): number[] {
  const last = count - 1;
  const steps = Math.min(last, LOOKED_AT - 1);
  if (last < 1) return last < 0 ? [] : [0];
  return Array.from({ length: steps + 1 }, (_, step) => Math.round((last * step) / steps));
}

/**
 * Job by job: on Postgres BullMQ's addBulk creates two temporary tables a call, which costs far more than the few jobs
 * of a batch. A batch of which only a part arrived loses nothing, since the reconciler looks for every message.
 */
async function add(queue: Queue, batch: MessageBatch, turn?: number, afterMs?: number): Promise<void> {
  if (batch.ids.length === 0) return;
  const options = {
    ...JOB_OPTIONS,
    ...(turn === undefined ? {} : { priority: turn }),
    ...(afterMs === undefined ? {} : { delay: Math.ceil(afterMs) }),
  };
  await Promise.all(split(batch).map((data) => queue.add('batch', data, options)));
}

import { getQueueToken } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { MAX_BATCH, type MessageBatch, MessageQueue, QUEUES, sliceBatch } from '#contracts';

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
@Injectable()
export class BullMessageQueue extends MessageQueue {
  constructor(
    @Inject(getQueueToken(QUEUES.render)) private readonly rendering: Queue,
    @Inject(getQueueToken(QUEUES.send)) private readonly sending: Queue,
  ) {
    super();
  }

  async render(batch: MessageBatch): Promise<void> {
    await add(this.rendering, split(batch));
  }

  async send(batch: MessageBatch): Promise<void> {
    await add(this.sending, split(batch));
  }

  async lag(): Promise<{ render: number; send: number }> {
    const [render, send] = await Promise.all([lagOf(this.rendering), lagOf(this.sending)]);
    return { render, send };
  }
}

/** On Redis the oldest job stands at the one end, on Postgres at the other. */
async function lagOf(queue: Queue): Promise<number> {
  const last = (await queue.getWaitingCount()) - 1;
  if (last < 0) return 0;
  const ends = await Promise.all([
    queue.getJobs('wait', 0, 0, true),
    queue.getJobs('wait', last, last, true),
  ]);
  const since = Math.min(Date.now(), ...ends.flat().map((job) => job.timestamp));
  return Date.now() - since;
}

async function add(queue: Queue, batches: MessageBatch[]): Promise<void> {
  if (batches.length === 0) return;
  await queue.addBulk(batches.map((data) => ({ name: 'batch', data, opts: JOB_OPTIONS })));
}

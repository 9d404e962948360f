import { Processor } from '@nestjs/bullmq';
import { Inject, type Type } from '@nestjs/common';
import type { Job } from 'bullmq';
import { type MessageBatch, messageBatchSchema, QUEUES } from '#contracts';
import { type Channel, channels } from '#domain';
import { LOOK_AGAIN_SECONDS, QueueWorker } from '#queueing';
import { BatchSender } from './batch-sender.js';

/**
 * Jobs of a channel at once: while some wait for their commit, the others' submissions or answers are under way. Its
 * lane keeps them from committing more than the provider takes.
 */
const CONCURRENCY = 6;

function processorOf(channel: Channel): Type<QueueWorker> {
  @Processor(QUEUES.send[channel], { concurrency: CONCURRENCY, drainDelay: LOOK_AGAIN_SECONDS })
  class SendProcessor extends QueueWorker {
    constructor(@Inject(BatchSender) private readonly sender: BatchSender) {
      super();
    }

    async process(job: Job<MessageBatch>): Promise<void> {
      await this.sender.send(channel, messageBatchSchema.parse(job.data));
    }
  }
  return SendProcessor;
}

/** One for each channel's queue. */
export const SEND_PROCESSORS = channels.map(processorOf);

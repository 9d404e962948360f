import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import type { Job } from 'bullmq';
import { type MessageBatch, messageBatchSchema, QUEUES } from '#contracts';
import { QueueWorker } from '#queueing';
import { BatchSender } from './batch-sender.js';

/** Jobs at once: while one waits for its commit, the others' submissions are under way. */
const CONCURRENCY = 3;

@Processor(QUEUES.send, { concurrency: CONCURRENCY })
export class SendProcessor extends QueueWorker {
  constructor(@Inject(BatchSender) private readonly sender: BatchSender) {
    super();
  }

  async process(job: Job<MessageBatch>): Promise<void> {
    await this.sender.send(messageBatchSchema.parse(job.data));
  }
}

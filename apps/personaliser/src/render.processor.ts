import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import type { Job } from 'bullmq';
import { type MessageBatch, messageBatchSchema, QUEUES } from '#contracts';
import { LOOK_AGAIN_SECONDS, QueueWorker } from '#queueing';
import { BatchRenderer } from './batch-renderer.js';

/** Two at once: one renders while the other waits for the database. */
const CONCURRENCY = 2;

@Processor(QUEUES.render, { concurrency: CONCURRENCY, drainDelay: LOOK_AGAIN_SECONDS })
export class RenderProcessor extends QueueWorker {
  constructor(@Inject(BatchRenderer) private readonly renderer: BatchRenderer) {
    super();
  }

  async process(job: Job<MessageBatch>): Promise<void> {
    await this.renderer.render(messageBatchSchema.parse(job.data), job.priority || undefined);
  }
}

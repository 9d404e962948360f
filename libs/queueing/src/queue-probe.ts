import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { QUEUES } from '#contracts';

/** Whether the server of the queues answers. */
@Injectable()
export class QueueProbe {
  constructor(@InjectQueue(QUEUES.render) private readonly queue: Queue) {}

  /** Rejects, or never comes back, when the server cannot be reached. */
  async check(): Promise<void> {
    await this.queue.getJobCounts('active');
  }
}

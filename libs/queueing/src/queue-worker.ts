import { WorkerHost } from '@nestjs/bullmq';
import type { OnModuleDestroy } from '@nestjs/common';

/**
 * What works a queue. It finishes the jobs under way before anything else closes: a job that hands on to the next
 * queue would wait for ever once that is closed, and one that writes would find no database.
 */
export abstract class QueueWorker extends WorkerHost implements OnModuleDestroy {
  async onModuleDestroy(): Promise<void> {
    await this.worker.close();
  }
}

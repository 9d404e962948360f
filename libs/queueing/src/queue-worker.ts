import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnModuleDestroy } from '@nestjs/common';

/**
 * What works a queue. It finishes the jobs under way before anything else closes: a job that hands on to the next
 * queue would wait for ever once that is closed, and one that writes would find no database.
 */
export abstract class QueueWorker extends WorkerHost implements OnModuleDestroy {
  private readonly logger = new Logger('queue');

  async onModuleDestroy(): Promise<void> {
    await this.worker.close();
  }

  /** Says so when a job fails, which nobody else would: its messages stay behind. Never what the job was about. */
  @OnWorkerEvent('failed')
  onFailed(_job: unknown, error: Error): void {
    this.logger.error(`a job of the queue "${this.worker.name}" failed`, error);
  }
}

import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger, type OnModuleDestroy, type OnModuleInit, Optional } from '@nestjs/common';
import { Stopping } from '#contracts';

/**
 * How long an idle worker rests before it looks for jobs unasked (machine seconds). On Postgres the word that there is a
 * job is lost on a worker that is just about to listen for it; by BullMQ's own measure the job then lay for five.
 */
export const LOOK_AGAIN_SECONDS = 1;

/**
 * What works a queue. It takes no more jobs as soon as the process is told to stop, and finishes those under way before
 * anything else closes: a job that hands on to the next queue would wait for ever once that is closed, and one that
 * writes would find no database.
 */
export abstract class QueueWorker extends WorkerHost implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('queue');
  @Optional() @Inject(Stopping) private readonly stopping: Stopping | undefined;

  onModuleInit(): void {
    this.stopping?.signal.addEventListener('abort', () => {
      this.onModuleDestroy().catch((error: unknown) => this.logger.error('a queue did not close', error));
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.worker.close();
  }

  /** Says so when a job fails, which nobody else would: its messages stay behind. Never what the job was about. */
  @OnWorkerEvent('failed')
  onFailed(_job: unknown, error: Error): void {
    this.logger.error(`a job of the queue "${this.worker.name}" failed`, error);
  }
}

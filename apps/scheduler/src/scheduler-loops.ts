import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { WorkLoop } from '#platform';
import { EnrolmentAdvancer } from './enrolment-advancer.js';
import { PartitionKeeper } from './partition-keeper.js';

/** How long a loop rests when nothing was due (machine time): the most by which a step may be late. */
const REST_MS = 200;

/** Runs the scheduler's work for as long as the process lives. Any number of processes may do so. */
@Injectable()
export class SchedulerLoops implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('scheduler');
  private readonly loops: WorkLoop[];

  constructor(
    @Inject(EnrolmentAdvancer) advancer: EnrolmentAdvancer,
    @Inject(PartitionKeeper) partitions: PartitionKeeper,
  ) {
    this.loops = [
      this.loop('advancing enrolments', () => advancer.advanceDue()),
      this.loop('folding wake-ups', () => advancer.foldWakeUps()),
      this.loop('releasing deferred messages', () => advancer.releaseDeferred()),
      this.loop('keeping partitions', () => partitions.keep()),
    ];
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  private loop(what: string, work: () => Promise<number>): WorkLoop {
    return new WorkLoop(
      async () => (await work()) > 0,
      REST_MS,
      (error) => this.logger.error(`${what} failed and will be tried again`, error as Error),
    );
  }
}

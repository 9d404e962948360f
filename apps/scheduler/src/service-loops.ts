import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { BusinessClock } from '#contracts';
import { WorkLoop } from '#platform';

/** Work that goes on for as long as the process lives. Any number of processes may do the same at once. */
export abstract class ServiceLoops implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loops: WorkLoop[];
  private stopListening: (() => void) | undefined;

  /**
   * @param logName under which failures are logged
   * @param restMs how long each loop rests when there was nothing to do, in machine time
   * @param work by what it does, in words; each resolves to how much it did
   * @param clock whose jumps end every rest, where the work follows business time
   */
  protected constructor(
    logName: string,
    restMs: number,
    work: Record<string, () => Promise<number>>,
    private readonly clock?: Pick<BusinessClock, 'onJump'>,
  ) {
    const logger = new Logger(logName);
    this.loops = Object.entries(work).map(
      ([what, once]) =>
        new WorkLoop(
          async () => (await once()) > 0,
          restMs,
          (error) => logger.error(`${what} failed and will be tried again`, error as Error),
        ),
    );
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
    this.stopListening = this.clock?.onJump(() => {
      for (const loop of this.loops) loop.poke();
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopListening?.();
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}

import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { WorkLoop } from '#platform';
import { EscalationRunner } from './escalation-runner.js';

/** How often the schedules are looked at, in machine time: in the fastest demo a second is less than a run apart. */
const REST_MS = 1_000;

/** Runs the escalation work for as long as the process lives. */
@Injectable()
export class EscalationLoops implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('escalation run');
  private readonly loops: WorkLoop[];

  constructor(@Inject(EscalationRunner) runner: EscalationRunner) {
    this.loops = [
      this.loop('assigning escalations', () => runner.runDue()),
      this.loop('ending holds', () => runner.endHolds()),
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

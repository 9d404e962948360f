import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SealStore } from '#contracts';
import { WorkLoop } from '#platform';

const REST_MS = 1_000;

/** Seals contact decisions second by second, outside the hot path (I3). One process at a time does it. */
@Injectable()
export class Sealer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('sealer');
  private readonly loop: WorkLoop;

  constructor(@Inject(SealStore) seals: SealStore) {
    this.loop = new WorkLoop(
      () => seals.sealDue(),
      REST_MS,
      (error) => this.logger.error('sealing failed and will be tried again', error as Error),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }
}

import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { MAX_BATCH, MessageQueue, ReconciliationStore, type TakenFlights } from '#contracts';
import { WorkLoop } from '#platform';
import { DoubtSettler } from './doubt-settler.js';

/** How long the reconciler rests when nothing was left behind, in machine milliseconds. */
const REST_MS = 5_000;
/** A queue whose next job has waited for this long, in machine milliseconds, is behind: leases pass in it. */
const LAGGING_MS = 15_000;

/**
 * Picks up messages in flight that lost their owner: wake-ups lost with the queue, services killed, answers that
 * never came (I2). Any number of processes may do so.
 */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('reconciler');
  private readonly loop = new WorkLoop(
    () => this.reconcile(),
    REST_MS,
    (error) => this.logger.error('reconciling failed and will be tried again', error as Error),
  );

  constructor(
    @Inject(ReconciliationStore) private readonly store: ReconciliationStore,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
    @Inject(DoubtSettler) private readonly doubts: DoubtSettler,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Takes over one set; true when there may be more. */
  async reconcile(): Promise<boolean> {
    const taken = await this.store.take(MAX_BATCH);
    if (taken.render || taken.send) await this.wake(taken);
    await this.doubts.settle(taken.doubtful);
    return taken.count === MAX_BATCH;
  }

  /**
   * A queue that is far behind still holds the wake-ups whose leases have passed: more of them would only make it
   * longer. Their leases are renewed, so what was lost all the same is found as soon as the queue has caught up.
   */
  private async wake({ render, send }: Pick<TakenFlights, 'render' | 'send'>): Promise<void> {
    const lag = await this.queue.lag();
    if (render && lag.render < LAGGING_MS) await this.queue.render(render);
    if (send && lag.send < LAGGING_MS) await this.queue.send(send);
  }
}

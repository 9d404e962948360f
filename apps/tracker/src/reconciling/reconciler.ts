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

/**
 * How long the reconciler rests when nothing was left behind, in machine milliseconds. Casework plans without waking anybody
 * (a receipt, a code, a reminder of a promise), and somebody may wait for it; who asks is one look at an index.
 */
const REST_MS = 1_000;
/** Doubts are settled by look-ups at providers, for which nobody waits that closely. */
const DOUBTS_REST_MS = 5_000;
/** Doubts taken at a time: few enough to be looked up within their lease, also at a slow provider. */
const DOUBTS = 16;
/** A queue whose next job has waited for this long, in machine milliseconds, is behind: leases pass in it. */
const LAGGING_MS = 15_000;

/**
 * Picks up messages in flight that lost their owner: wake-ups lost with the queue, services killed, answers that
 * never came (I2). Any number of processes may do so.
 */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('reconciler');
  private readonly complain = (error: unknown): void =>
    this.logger.error('reconciling failed and will be tried again', error as Error);
  /** Apart: a provider that hangs holds look-ups up for minutes, and nothing else. */
  private readonly loops = [
    new WorkLoop(() => this.rescue(), REST_MS, this.complain),
    new WorkLoop(() => this.settleDoubts(), DOUBTS_REST_MS, this.complain),
  ];

  constructor(
    @Inject(ReconciliationStore) private readonly store: ReconciliationStore,
    @Inject(MessageQueue) private readonly queue: MessageQueue,
    @Inject(DoubtSettler) private readonly doubts: DoubtSettler,
  ) {}

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  /** Takes over one set of what lost its owner; true when there may be more. */
  async rescue(): Promise<boolean> {
    const taken = await this.store.take(MAX_BATCH);
    await this.wake(taken);
    return taken.count === MAX_BATCH;
  }

  /** Settles some of what is in doubt; true when there may be more. */
  async settleDoubts(): Promise<boolean> {
    const taken = await this.store.takeDoubts(DOUBTS);
    await this.wake(taken);
    await this.doubts.settle(taken.doubtful);
    return taken.count === DOUBTS;
  }

  /**
   * A queue that is far behind still holds the wake-ups whose leases have passed: more of them would only make it
   * longer. Their leases are renewed, so what was lost all the same is found as soon as the queue has caught up.
   */
  private async wake({ render, send }: Pick<TakenFlights, 'render' | 'send'>): Promise<void> {
    if (render === null && send.length === 0) return;
    const lag = await this.queue.lag();
    if (render && lag.render < LAGGING_MS) await this.queue.render(render);
    await this.queue.send(send.filter(({ channel }) => lag.send[channel] < LAGGING_MS));
  }
}

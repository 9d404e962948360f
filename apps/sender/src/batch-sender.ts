import { Inject, Injectable } from '@nestjs/common';
import type { MessageBatch } from '#contracts';
import { HotDatabase } from '#persistence';
import { decideBatch } from './batch-decider.js';
import { ClockGuard } from './clock-guard.js';
import { Dispatcher } from './dispatcher.js';
import { PolicyLibrary } from './policy-library.js';

/** Sends a batch: one transaction that decides and commits the attempts, then the providers, then the answers. */
@Injectable()
export class BatchSender {
  constructor(
    @Inject(HotDatabase) private readonly db: HotDatabase,
    @Inject(PolicyLibrary) private readonly policies: PolicyLibrary,
    @Inject(Dispatcher) private readonly dispatcher: Dispatcher,
    @Inject(ClockGuard) private readonly clockGuard: ClockGuard,
  ) {}

  async send(batch: MessageBatch): Promise<void> {
    await this.clockGuard.check();
    await this.dispatcher.gate.room();
    let committedAt = 0;
    const permitted = await this.db.transactionNow(async (tx, now) => {
      const decided = await decideBatch(tx, now, batch, this.policies, (channel) => this.dispatcher.adapter(channel).provider);
      // Taken before the commit is asked for: its answer may be slow, the second that I6 allows starts with it.
      committedAt = performance.now();
      return decided;
    });
    await this.dispatcher.dispatch(permitted, committedAt);
  }
}

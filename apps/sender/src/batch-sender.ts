import { Inject, Injectable } from '@nestjs/common';
import { type MessageBatch, sliceBatch } from '#contracts';
import { HotDatabase } from '#persistence';
import { decideBatch, type PermittedMessage } from './batch-decider.js';
import { ClockGuard } from './clock-guard.js';
import { Dispatcher } from './dispatcher.js';
import { PolicyLibrary } from './policy-library.js';
import { RateGate } from './rate-gate.js';

/** Sends a batch: a rate token, then one transaction that decides and commits the attempts, then the providers, then the answers. */
@Injectable()
export class BatchSender {
  constructor(
    @Inject(HotDatabase) private readonly db: HotDatabase,
    @Inject(PolicyLibrary) private readonly policies: PolicyLibrary,
    @Inject(Dispatcher) private readonly dispatcher: Dispatcher,
    @Inject(ClockGuard) private readonly clockGuard: ClockGuard,
    @Inject(RateGate) private readonly rates: RateGate,
  ) {}

  async send(batch: MessageBatch): Promise<void> {
    await this.clockGuard.check();
    const answers: Promise<void>[] = [];
    try {
      for await (const paced of this.rates.portions(batch)) {
        for (let sent = 0; sent < paced.ids.length;) {
          const portion = sliceBatch(paced, sent, sent + this.dispatcher.portion);
          const { answered } = await this.sendPortion(portion);
          answers.push(answered);
          sent += portion.ids.length;
        }
      }
    } finally {
      await Promise.allSettled(answers);
    }
    await Promise.all(answers);
  }

  /** Once the portion stands at the gates; its answers come while the next one is decided. */
  private async sendPortion(batch: MessageBatch): Promise<{ answered: Promise<void> }> {
    const { turns } = this.dispatcher;
    await turns.begin();
    try {
      const { permitted, committedAt } = await this.commit(batch);
      const answered = this.dispatcher.dispatch(permitted, committedAt);
      // Whoever awaits all of them hears of it; until then it must not count as unhandled.
      answered.catch(() => undefined);
      return { answered };
    } finally {
      turns.end();
    }
  }

  private async commit(batch: MessageBatch): Promise<{ permitted: PermittedMessage[]; committedAt: number }> {
    const providerOf = (channel: string): string => this.dispatcher.adapter(channel).provider;
    let committedAt = 0;
    const permitted = await this.db.transactionNow(async (tx, now) => {
      const decided = await decideBatch(tx, now, batch, this.policies, providerOf);
      // Taken before the commit is asked for: its answer may be slow, the second that I6 allows starts with it.
      committedAt = performance.now();
      return decided;
    });
    return { permitted, committedAt };
  }
}

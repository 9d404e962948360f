import { Inject, Injectable } from '@nestjs/common';
import { type MessageBatch, MessageQueue, sliceBatch } from '#contracts';
import type { Channel } from '#domain';
import { HotDatabase } from '#persistence';
import { type DecidedBatch, decideBatch } from './batch-decider.js';
import { ClockGuard } from './clock-guard.js';
import { Dispatcher } from './dispatcher.js';
import type { Lane } from './lane.js';
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
    @Inject(MessageQueue) private readonly queue: MessageQueue,
  ) {}

  async send(channel: Channel, batch: MessageBatch): Promise<void> {
    await this.clockGuard.check();
    const lane = this.dispatcher.lane(channel);
    const answers: Promise<void>[] = [];
    try {
      for await (const paced of this.rates.portions(batch)) {
        for (let sent = 0; sent < paced.ids.length;) {
          const portion = sliceBatch(paced, sent, sent + lane.portion);
          const { answered, outdated } = await this.sendPortion(lane, portion);
          answers.push(answered);
          if (outdated) await this.queue.render(outdated);
          sent += portion.ids.length;
        }
      }
    } finally {
      await Promise.allSettled(answers);
    }
    await Promise.all(answers);
  }

  /** Once the portion stands at the gates; its answers come while the next one is decided. */
  private async sendPortion(
    { turns }: Lane,
    batch: MessageBatch,
  ): Promise<{ answered: Promise<void>; outdated: MessageBatch | null }> {
    await turns.begin();
    try {
      const { permitted, outdated, committedAt } = await this.commit(batch);
      const answered = this.dispatcher.dispatch(permitted, committedAt);
      // Whoever awaits all of them hears of it; until then it must not count as unhandled.
      answered.catch(() => undefined);
      return { answered, outdated };
    } finally {
      turns.end();
    }
  }

  private async commit(batch: MessageBatch): Promise<DecidedBatch & { committedAt: number }> {
    const providerOf = (channel: string): string => this.dispatcher.lane(channel).adapter.provider;
    let committedAt = 0;
    const decided = await this.db.transactionNow(async (tx, now) => {
      const verdicts = await decideBatch(tx, now, batch, this.policies, providerOf);
      // Taken before the commit is asked for: its answer may be slow, the second that I6 allows starts with it.
      committedAt = performance.now();
      return verdicts;
    });
    return { ...decided, committedAt };
  }
}

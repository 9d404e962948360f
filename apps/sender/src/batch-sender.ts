import { Inject, Injectable, Optional } from '@nestjs/common';
import {
  type LegToSend,
  type MessageBatch,
  MessageQueue,
  MessageWatch,
  sliceBatch,
  Stopping,
  stopwatch,
} from '#contracts';
import type { Channel } from '#domain';
import { HotDatabase } from '#persistence';
import { ProcessStop } from '#platform';
import { type DecidedBatch, decideBatch } from './batch-decider.js';
import { ClockGuard } from './clock-guard.js';
import { Dispatcher } from './dispatcher.js';
import type { Lane } from './lane.js';
import { PolicyLibrary } from './policy-library.js';
import { RateGate } from './rate-gate.js';

/** A portion that was committed: its answers come while the next one is decided. */
interface SentPortion {
  answered: Promise<void>;
  toWrite: readonly MessageBatch[];
}

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
    @Optional() @Inject(MessageWatch) private readonly watch: MessageWatch = new MessageWatch(),
    @Optional() @Inject(Stopping) private readonly stopping: Stopping = new ProcessStop(),
  ) {}

  async send(channel: Channel, batch: MessageBatch): Promise<void> {
    const { signal } = this.stopping;
    const answers: Promise<void>[] = [];
    /** Sent, or put back to come again later. */
    const begun = new Set<string>();
    try {
      await this.clockGuard.check();
      const lane = this.dispatcher.lane(channel);
      for await (const { batch: paced, againInMs } of this.rates.portions(
        batch,
        lane.adapter.provider,
        signal,
      )) {
        if (againInMs !== null) {
          await this.queue.send(legsOf(channel, paced), undefined, againInMs);
          for (const id of paced.ids) begun.add(id);
          continue;
        }
        for (let sent = 0; sent < paced.ids.length && !signal.aborted;) {
          const portion = sliceBatch(paced, sent, sent + lane.portion);
          const done = await this.sendPortion(lane, portion);
          if (done === null) break;
          for (const id of portion.ids) begun.add(id);
          answers.push(done.answered);
          for (const legs of done.toWrite) await this.queue.render(legs);
          sent += portion.ids.length;
        }
      }
      if (signal.aborted) await this.handBack(channel, batch, begun);
    } finally {
      await Promise.allSettled(answers);
    }
    await Promise.all(answers);
  }

  /**
   * Once the portion stands at the gates; its answers come while the next one is decided. Null when the process is told
   * to stop: nothing of it was begun.
   */
  private async sendPortion({ turns }: Lane, batch: MessageBatch): Promise<SentPortion | null> {
    if (!(await turns.begin())) return null;
    try {
      const elapsed = stopwatch();
      const { permitted, decided, outdated, next, readAt } = await this.commit(batch);
      const answered = this.dispatcher.dispatch(permitted, readAt);
      // Whoever awaits all of them hears of it; until then it must not count as unhandled.
      answered.catch(() => undefined);
      this.watch.decided(decided, elapsed());
      return { answered, toWrite: [outdated, next].filter((legs) => legs !== null) };
    } finally {
      turns.end();
    }
  }

  /**
   * Gives what was not begun to whichever process comes next, before anything is waited for. Should the queue not take
   * it, the job fails and comes again, and the reconciler looks for what it held.
   */
  private async handBack(channel: Channel, batch: MessageBatch, begun: ReadonlySet<string>): Promise<void> {
    const rest = legsOf(channel, batch).filter(({ messageId }) => !begun.has(messageId));
    if (rest.length > 0) await this.queue.send(rest);
  }

  private commit(batch: MessageBatch): Promise<DecidedBatch> {
    const providerOf = (channel: string): string => this.dispatcher.lane(channel).adapter.provider;
    return this.db.transactionNow((tx, now) => decideBatch(tx, now, batch, this.policies, providerOf));
  }
}

function legsOf(channel: Channel, { ids, shards, legs }: MessageBatch): LegToSend[] {
  return ids.map((messageId, place) => ({
    messageId,
    channel,
    shard: shards[place] ?? 0,
    legNo: legs[place] ?? 1,
  }));
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Config, type MessageBatch, type SendingRate } from '#contracts';
import { anyRates, HotDatabase, limitedIdentities, providerRate, takeTokens } from '#persistence';

/** How long a process may believe that nothing has a limit (machine time). */
const BELIEF_MS = 5_000;

/** Places of a batch that are held to the same limits. */
interface Held {
  limits: SendingRate[];
  places: number[];
}

/**
 * Keeps each sender identity, and each account with a provider, below its rate, over all processes: one second's worth
 * of messages at a time, each portion with tokens of its own. What has no limit passes as it is.
 */
@Injectable()
export class RateGate {
  private unlimitedUntil = 0;

  constructor(
    @Inject(HotDatabase) private readonly db: HotDatabase,
    @Inject(Config) private readonly config: Pick<Config, 'mailFrom'>,
  ) {}

  /**
   * Yields the portions of a batch, each when it may go; no more of them once the process is told to stop.
   * @param provider that all of the batch goes by
   */
  async *portions(batch: MessageBatch, provider: string, signal: AbortSignal): AsyncGenerator<MessageBatch> {
    const { free, held } = (await this.anyLimit())
      ? await this.limitsOf(batch, provider)
      : { free: batch, held: [] };
    if (free.ids.length > 0) yield free;
    const left = new Set(held.flatMap(({ places }) => places));
    for (const { limits, places } of held) {
      const size = Math.max(1, Math.floor(Math.min(...limits.map(({ perSecond }) => perSecond))));
      for (let from = 0; from < places.length; from += size) {
        const turn = places.slice(from, from + size);
        const restMs = await takeTokens(this.db, limits, turn.length, pick(batch, [...left]).ids);
        await sleep(restMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
        for (const place of turn) left.delete(place);
        yield pick(batch, turn);
      }
    }
  }

  private async limitsOf(
    batch: MessageBatch,
    provider: string,
  ): Promise<{ free: MessageBatch; held: Held[] }> {
    const account = await providerRate(this.db, provider);
    const shared = account === null ? [] : [account];
    const limited = await limitedIdentities(this.db, batch, this.config.mailFrom);
    const held = limited.map(({ places, ...limit }): Held => ({ limits: [limit, ...shared], places }));
    const known = new Set(limited.flatMap(({ places }) => places));
    const rest = batch.ids.map((_, place) => place).filter((place) => !known.has(place));
    if (account === null) return { free: pick(batch, rest), held };
    return {
      free: pick(batch, []),
      held: rest.length === 0 ? held : [{ limits: shared, places: rest }, ...held],
    };
  }

  private async anyLimit(): Promise<boolean> {
    if (performance.now() < this.unlimitedUntil) return false;
    if (await anyRates(this.db)) return true;
    this.unlimitedUntil = performance.now() + BELIEF_MS;
    return false;
  }
}

function pick(batch: MessageBatch, places: number[]): MessageBatch {
  const at = <T>(list: T[]): T[] => places.flatMap((place) => list.slice(place, place + 1));
  return { shards: at(batch.shards), ids: at(batch.ids), legs: at(batch.legs) };
}

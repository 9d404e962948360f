import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Config, type MessageBatch, type SendingRate } from '#contracts';
import { anyRates, HotDatabase, limitedIdentities, providerRate, takeTokens } from '#persistence';

/** How long a process may believe that nothing has a limit (machine time). */
const BELIEF_MS = 5_000;

/** What waits for the limit behind others comes again within this long at the latest, once there may be room. */
const AWAY_MS = 15_000;
/** A job that has the limit keeps it: it waits as long as its last portion lasts, and a little for the way there. */
const PATIENCE = 1.1;

/** Messages that may go now, or that are to be asked for again later. */
export interface Portion {
  batch: MessageBatch;
  /** In how many machine milliseconds; null for now. */
  againInMs: number | null;
}

/** Places of a batch that are held to the same limits. */
interface Held {
  limits: SendingRate[];
  places: number[];
}

/**
 * Keeps each sender identity, and each account with a provider, below its rate, over all processes: one second's worth
 * of messages at a time, each portion with tokens of its own. What has no limit passes as it is. Whoever would wait for
 * others under the same limit goes away and comes again, so that a slow sender takes no places that others could use.
 */
@Injectable()
export class RateGate {
  private unlimitedUntil = 0;

  constructor(
    @Inject(HotDatabase) private readonly db: HotDatabase,
    @Inject(Config) private readonly config: Pick<Config, 'mailFrom'>,
  ) {}

  /**
   * Yields the portions of a batch, each when it may go or where it has to come again; no more of them once the process
   * is told to stop.
   * @param provider that all of the batch goes by
   */
  async *portions(batch: MessageBatch, provider: string, signal: AbortSignal): AsyncGenerator<Portion> {
    const { free, held } = (await this.anyLimit())
      ? await this.limitsOf(batch, provider)
      : { free: batch, held: [] };
    if (free.ids.length > 0) yield { batch: free, againInMs: null };
    const left = new Set(held.flatMap(({ places }) => places));
    for (const { limits, places } of held) {
      const slowest = Math.min(...limits.map(({ perSecond }) => perSecond));
      const size = Math.max(1, Math.floor(slowest));
      const patienceMs = (size / slowest) * 1000 * PATIENCE;
      for (let from = 0; from < places.length; from += size) {
        const turn = places.slice(from, from + size);
        const waiting = pick(batch, [...left]).ids;
        const { restMs, taken } = await takeTokens(this.db, limits, turn.length, patienceMs, waiting);
        if (!taken) {
          const rest = places.slice(from);
          for (const place of rest) left.delete(place);
          // Not all of them at one instant.
          const spreadMs = Math.min(AWAY_MS, (rest.length / slowest) * 1000);
          yield { batch: pick(batch, rest), againInMs: restMs + Math.random() * spreadMs };
          break;
        }
        await sleep(restMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
        for (const place of turn) left.delete(place);
        yield { batch: pick(batch, turn), againInMs: null };
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

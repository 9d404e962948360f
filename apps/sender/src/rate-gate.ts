import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { MessageBatch } from '#contracts';
import { anyRates, HotDatabase, limitedIdentities, takeTokens } from '#persistence';

/** How long a process may believe that no identity has a limit (machine time). */
const BELIEF_MS = 5_000;

/**
 * Keeps each sender identity below its rate, over all processes: one second's worth of messages at a time, each
 * portion with tokens of its own. Identities without a limit pass as they are.
 */
@Injectable()
export class RateGate {
  private unlimitedUntil = 0;

  constructor(@Inject(HotDatabase) private readonly db: HotDatabase) {}

  /** Yields the portions of a batch, each when it may go; no more of them once the process is told to stop. */
  async *portions(batch: MessageBatch, signal: AbortSignal): AsyncGenerator<MessageBatch> {
    const limited = (await this.anyLimit()) ? await limitedIdentities(this.db, batch) : [];
    if (limited.length === 0) return yield batch;
    const held = new Set(limited.flatMap((identity) => identity.places));
    const free = batch.ids.map((_, place) => place).filter((place) => !held.has(place));
    if (free.length > 0) yield pick(batch, free);
    for (const { identity, perSecond, places } of limited) {
      const size = Math.max(1, Math.floor(perSecond));
      for (let from = 0; from < places.length; from += size) {
        const portion = pick(batch, places.slice(from, from + size));
        const restMs = await takeTokens(this.db, identity, portion.ids.length, portion.ids);
        await sleep(restMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
        yield portion;
      }
    }
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

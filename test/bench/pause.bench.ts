import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnPostgres } from '../harness/postgres.js';
import { commitOf, reached, SlowPipeline, type StartServices, until } from './slow-pipeline.js';

export interface PauseFigures {
  /** Messages of the campaign that no provider had answered for yet when it was paused. */
  queued: number;
  /** Messages that came to the provider after the pause was committed, and how long after it the last one did. */
  arrived_after: number;
  latest_ms: number;
  /** From the pause until every queued message was put off. */
  put_off_s: number;
  /** From the commit of its end to the next message at the provider; null when none came. */
  resumed_within_s: number | null;
  /** Messages that came more than once, and that never came. */
  twice: number;
  lost: number;
}

/** Sent before the pause comes: enough that the sender is at its full speed. */
const SENT_BEFORE = 500;
/** How long nothing may come before the provider is believed to be left alone, in ms. */
const QUIET_MS = 3_000;
/** How long the first message after the pause is waited for, in ms. */
const RESUME_PATIENCE_MS = 30_000;

/** Pauses a campaign by the API while its messages are queued, before the sender and within it, and lets it go on. */
export async function benchPause(
  postgres: OwnPostgres,
  queueUrl: string | null,
  messages: number,
  startServices?: StartServices,
): Promise<PauseFigures> {
  const pipeline = await SlowPipeline.open(postgres, 'bench_pause', queueUrl, startServices);
  const { db, sink } = pipeline;
  try {
    const { campaignId } = await pipeline.queueMessages(messages);
    const { rows } = await db.query<{ key: string }>('SELECT key FROM campaigns WHERE id = $1', [campaignId]);
    const change = async (way: 'pause' | 'resume'): Promise<number> => {
      await pipeline.post(`/api/campaigns/${rows[0]?.key}/${way}`);
      const committed = await db.query<{ at: number }>(
        `SELECT ${commitOf('campaigns')} AS at FROM campaigns WHERE id = $1`,
        [campaignId],
      );
      return committed.rows[0]?.at ?? NaN;
    };
    const cameAfter = (instant: number): number[] =>
      sink.arrivals.flatMap(({ at }) => (at > instant ? [at - instant] : []));

    await pipeline.beginSending(Math.min(SENT_BEFORE, messages / 5));
    const queued = await pipeline.count('flights');
    const paused = await change('pause');
    await until(async () => (await pipeline.count(`flights WHERE stage <> 'deferred'`)) === 0);
    const putOff = Date.now();
    await sleep(QUIET_MS);
    const after = cameAfter(paused);

    const resumed = await change('resume');
    const goesOn = await reached(async () => cameAfter(resumed).length > 0, RESUME_PATIENCE_MS);
    const first = Math.min(...cameAfter(resumed));
    if (goesOn) await until(async () => (await pipeline.count('flights')) === 0);
    const { at, twice } = await pipeline.arrived();
    return {
      queued,
      arrived_after: after.length,
      latest_ms: Math.round(Math.max(0, ...after)),
      put_off_s: toSeconds(putOff - paused),
      resumed_within_s: goesOn ? toSeconds(first) : null,
      twice,
      lost: messages - at.size,
    };
  } finally {
    await pipeline.close();
  }
}

function toSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Flow } from './flow.js';

const PATIENCE_MS = 120_000;

export interface Recovery {
  /** From the last fault until nothing was in flight any more. */
  seconds: number;
  settled: boolean;
}

/**
 * Waits until everything that is due was planned, sent and settled, and nothing is told of any of it any more: late news
 * may send a message on.
 * @param pending how many callbacks are still to come
 */
export async function recovery(
  flow: Flow,
  lastFaultAt: number,
  pending: () => Promise<number>,
): Promise<Recovery> {
  const deadline = Date.now() + PATIENCE_MS;
  let settledAt: number | undefined;
  while (settledAt === undefined && Date.now() < deadline) {
    const { due, flights, open } = await flow.unsettled();
    if (due + flights + open === 0 && (await pending()) === 0) settledAt = await stillSo(flow);
    if (settledAt === undefined) await sleep(100);
  }
  const until = settledAt ?? Date.now();
  return { seconds: Math.round((until - lastFaultAt) / 100) / 10, settled: settledAt !== undefined };
}

/** The moment, unless a receipt that was just taken has put something in motion again. */
async function stillSo(flow: Flow): Promise<number | undefined> {
  const at = Date.now();
  await sleep(300);
  const { due, flights, open } = await flow.unsettled();
  return due + flights + open === 0 ? at : undefined;
}

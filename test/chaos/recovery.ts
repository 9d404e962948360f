import { setTimeout as sleep } from 'node:timers/promises';
import type { Flow } from './flow.js';

const PATIENCE_MS = 120_000;

export interface Recovery {
  /** From the last fault until nothing was in flight any more. */
  seconds: number;
  settled: boolean;
}

/** Waits until everything that is due was planned, sent and settled. */
export async function recovery(flow: Flow, lastFaultAt: number): Promise<Recovery> {
  const deadline = Date.now() + PATIENCE_MS;
  let settledAt: number | undefined;
  while (settledAt === undefined && Date.now() < deadline) {
    const { due, flights, open } = await flow.unsettled();
    if (due + flights + open === 0) settledAt = Date.now();
    else await sleep(100);
  }
  const until = settledAt ?? Date.now();
  return { seconds: Math.round((until - lastFaultAt) / 100) / 10, settled: settledAt !== undefined };
}

import { setTimeout as sleep } from 'node:timers/promises';

/** Deadlock found, and lock not granted in time. */
const CONTENTION = new Set(['40P01', '55P03']);
const TRIES = 6;

export function isContention(error: unknown): boolean {
  return CONTENTION.has((error as { code?: string }).code ?? '');
}

/**
 * Runs a transaction again that lost against another for its locks; it was rolled back, so nothing is doubled.
 * @param lostBy a further SQLSTATE by which this work is told that another was first
 */
export async function retryContention<T>(work: () => Promise<T>, tries = TRIES, lostBy?: string): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const lost = isContention(error) || (error as { code?: string }).code === lostBy;
      if (attempt === tries || !lost) throw error;
      await sleep(attempt * (5 + Math.random() * 20));
    }
  }
}

import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Rests between the tries, in machine milliseconds: together as long as a Postgres takes to come back, and over well
 * before the reconciler takes the attempt for lost.
 */
const RESTS_MS = [100, 400, 1_000, 2_500, 4_000];

/**
 * Does work again that failed. A provider's answer is known to this process alone: not written, it becomes a doubt,
 * and a mail's doubt stays one for good. The work must bear being done twice.
 */
export async function persevere<T>(
  work: () => Promise<T>,
  restsMs: readonly number[] = RESTS_MS,
): Promise<T> {
  for (const rest of restsMs) {
    try {
      return await work();
    } catch {
      // The last try below tells what is wrong.
      await sleep(rest);
    }
  }
  return work();
}

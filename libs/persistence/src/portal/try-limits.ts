import type { TryLimit } from '#contracts';

/**
 * When another try is allowed: now, if no limit is reached, else the instant at which the tries within the
 * strictest reached limit have aged enough.
 * @param tries instants of earlier tries, epoch ms, oldest first
 */
export function allowedFrom(tries: readonly number[], limits: readonly TryLimit[], now: number): number {
  let from = now;
  for (const { tries: most, windowMs } of limits) {
    const blocking = tries[tries.length - most];
    if (blocking !== undefined) from = Math.max(from, blocking + windowMs);
  }
  return from;
}

/** Tries still within the longest window. */
export function recentTries(tries: readonly number[], limits: readonly TryLimit[], now: number): number[] {
  const longest = Math.max(...limits.map((limit) => limit.windowMs));
  return tries.filter((at) => at > now - longest);
}

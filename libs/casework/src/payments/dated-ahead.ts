/** The first zone in which a day begins is this far ahead of UTC. */
const FURTHEST_EAST_MS = 14 * 3_600_000;

/** Whether a payment bears a day that has begun nowhere yet: no such money can have come in. now is business time. */
export function isDatedAhead(paidOn: string, now: number): boolean {
  return paidOn > new Date(now + FURTHEST_EAST_MS).toISOString().slice(0, 10);
}

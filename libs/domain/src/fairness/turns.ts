/** After so long, in machine milliseconds, what was taken counts for half. */
const HALF_LIFE_MS = 30_000;
/** Keys of which so little is left are forgotten. */
const NEXT_TO_NOTHING = 0.5;

/** How much of a shared way each has taken lately. */
interface Taken {
  amount: number;
  at: number;
}

/**
 * Whose turn it is on a way that all share: whoever has taken least of it lately goes first. The more one takes, the
 * later its turn, by the power of two; so a campaign of fifty thousand messages never keeps one of fifty waiting for
 * more than what is under way, and two of a size share alike.
 *
 * Each process counts what it hands on itself: work is divided by shards of persons, so that every process sees the
 * same share of each campaign.
 */
export class Turns {
  private readonly taken = new Map<string, Taken>();

  /**
   * Counts what is about to be taken, and tells its turn: 1 goes before 2.
   * @param now machine instant in milliseconds
   */
  next(key: string, amount: number, now: number): number {
    const total = this.left(key, now) + amount;
    this.taken.set(key, { amount: total, at: now });
    return 1 + Math.floor(Math.log2(1 + total));
  }

  /** Forgets whom nothing has been heard of for long. */
  tidy(now: number): void {
    for (const key of this.taken.keys()) if (this.left(key, now) < NEXT_TO_NOTHING) this.taken.delete(key);
  }

  private left(key: string, now: number): number {
    const before = this.taken.get(key);
    return before === undefined ? 0 : before.amount * 2 ** -((now - before.at) / HALF_LIFE_MS);
  }
}

/**
 * Says when the next batch may commit its attempts. Attempts that wait for a provider grow stale and are voided, so a
 * batch waits while earlier ones still do, and few batches commit at the same time.
 */
export class CommitTurns {
  private committing = 0;
  private closed = false;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param crowded tells whether committed attempts still wait for their provider
   * @param atOnce batches that may commit at the same time
   */
  constructor(
    private readonly crowded: () => boolean,
    private readonly atOnce = 2,
  ) {}

  /** Resolves when it is the batch's turn; to false when no more turns are given, and nothing is to be committed. */
  async begin(): Promise<boolean> {
    while (!this.closed && (this.committing >= this.atOnce || this.crowded())) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    if (this.closed) return false;
    this.committing += 1;
    return true;
  }

  /** The batch's attempts stand at the gates, or it failed. */
  end(): void {
    this.committing -= 1;
    this.lookAgain();
  }

  lookAgain(): void {
    for (const waiter of this.waiting.splice(0)) waiter();
  }

  /** Gives no more turns, also to those who wait for one. */
  close(): void {
    this.closed = true;
    this.lookAgain();
  }
}

/**
 * Says when the next batch may commit its attempts. Attempts that wait for a provider grow stale and are voided, so a
 * batch waits while earlier ones still do, and few batches commit at the same time.
 */
export class CommitTurns {
  private committing = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param crowded tells whether committed attempts still wait for their provider
   * @param atOnce batches that may commit at the same time
   */
  constructor(
    private readonly crowded: () => boolean,
    private readonly atOnce = 2,
  ) {}

  async begin(): Promise<void> {
    while (this.committing >= this.atOnce || this.crowded()) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.committing += 1;
  }

  /** The batch's attempts stand at the gates, or it failed. */
  end(): void {
    this.committing -= 1;
    this.lookAgain();
  }

  lookAgain(): void {
    for (const waiter of this.waiting.splice(0)) waiter();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What shells report for a program that was ended by Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Lets go of what a command holds when it is told to stop in the middle of it: a database server of its own would
 * otherwise be left running.
 */
export class EarlyStop {
  private asked = false;
  private release: (() => Promise<void>) | undefined;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.ask);
  }

  /** From here on a signal releases and ends the process; at once if one came before. */
  holding(release: () => Promise<void>): void {
    this.release = release;
    if (this.asked) void this.end(release);
  }

  /** Leaves signals to others. */
  disarm(): void {
    for (const signal of SIGNALS) process.off(signal, this.ask);
  }

  private readonly ask = (): void => {
    if (this.asked) return;
    this.asked = true;
    if (this.release) void this.end(this.release);
  };

  private async end(release: () => Promise<void>): Promise<void> {
    try {
      await release();
    } catch (error) {
      console.error(`Stopped, but not in good order: ${(error as Error).message}`);
    }
    process.exit(INTERRUPTED);
  }
}

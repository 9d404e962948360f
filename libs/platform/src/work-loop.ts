/** Runs a piece of work over and over: at once again while there is more to do, else after a rest. */
export class WorkLoop {
  private running: Promise<void> | undefined;
  private stopping = false;
  private poked = false;
  private wake: (() => void) | undefined;

  /**
   * @param work does a batch and tells whether there may be more
   * @param restMs how long to rest when there was nothing to do, in machine milliseconds
   * @param failed is told of each error; the loop goes on after the rest, since what failed is still in the database
   */
  constructor(
    private readonly work: () => Promise<boolean>,
    private readonly restMs: number,
    private readonly failed: (error: unknown) => void,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Ends after the batch under way, so that nothing is left half done. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.running;
  }

  /** There may be work now: rests no longer, and looks once more where it is just looking. */
  poke(): void {
    this.poked = true;
    this.wake?.();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.poked = false;
      if ((await this.once()) || this.stopping || this.poked) continue;
      await this.rest();
    }
  }

  private async once(): Promise<boolean> {
    try {
      return await this.work();
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  private rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.restMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

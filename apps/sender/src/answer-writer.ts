/** One answer with the promise that it was written. */
interface Pending<T> {
  item: T;
  written: () => void;
  failed: (error: unknown) => void;
}

/**
 * Gathers answers for some milliseconds and writes them as one set: a statement for fifty answers costs little
 * more than one for one.
 */
export class AnswerWriter<T> {
  private pending: Pending<T>[] = [];
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param write stores a set of answers; an error is passed to everyone whose answer was in it
   * @param everyMs how long to gather, in machine milliseconds; several processes share what one would gather alone
   * @param atMost a set of this size is written at once
   */
  constructor(
    private readonly write: (items: T[]) => Promise<void>,
    private readonly everyMs = 100,
    private readonly atMost = 200,
  ) {}

  /** Resolves once the answer is stored. */
  add(item: T): Promise<void> {
    return new Promise((written, failed) => {
      this.pending.push({ item, written, failed });
      if (this.pending.length >= this.atMost) void this.flush();
      else this.timer ??= setTimeout(() => void this.flush(), this.everyMs);
    });
  }

  private async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.pending;
    this.pending = [];
    if (batch.length === 0) return;
    try {
      await this.write(batch.map((entry) => entry.item));
      for (const entry of batch) entry.written();
    } catch (error) {
      for (const entry of batch) entry.failed(error);
    }
  }
}

import type { ReceivedReceipt } from '#contracts';

/** What recording a set gives back. */
export interface SetOutcome {
  /** To be recorded again: somebody else was busy with their legs. */
  held: readonly ReceivedReceipt[];
}

export interface BatcherOptions {
  /** How long the first receipt of a set waits for others, in machine milliseconds. */
  gatherMs?: number;
  /** A set of this size is recorded at once. */
  atMost?: number;
  /** Sets being recorded at the same time. */
  overlapping?: number;
  /** Receipts waiting at most; beyond it the provider is asked to come again. */
  waitingAtMost?: number;
  /** How long a held receipt rests, and how often it comes again. */
  heldRestMs?: number;
  heldTries?: number;
}

const DEFAULTS: Required<BatcherOptions> = {
  gatherMs: 5,
  atMost: 200,
  overlapping: 3,
  waitingAtMost: 20_000,
  heldRestMs: 20,
  heldTries: 150,
};

interface Waiting<R> {
  receipt: R;
  tries: number;
  done: () => void;
  failed: (error: unknown) => void;
}

/** Too many receipts wait to be stored, or one could not be stored in time; the provider is to send it again. */
export class NotRecordedError extends Error {
  override readonly name = 'NotRecordedError';
}

/**
 * Gathers receipts for some milliseconds and records them as one set. Whoever added one learns when it is
 * committed, and not before, so that a provider never hears "received" of what a crash could lose.
 */
export class ReceiptBatcher<R extends ReceivedReceipt = ReceivedReceipt> {
  private readonly options: Required<BatcherOptions>;
  private waiting: Waiting<R>[] = [];
  private timer: NodeJS.Timeout | undefined;
  private recording = 0;
  /** Some have waited long enough, but as many sets as may be are under way. */
  private overdue = false;

  constructor(
    private readonly record: (receipts: R[]) => Promise<SetOutcome>,
    options: BatcherOptions = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
  }

  /** Resolves once the receipt is committed. */
  add(receipt: R): Promise<void> {
    return new Promise((done, failed) => {
      if (this.waiting.length >= this.options.waitingAtMost) {
        failed(new NotRecordedError('Too many receipts are waiting.'));
        return;
      }
      this.push({ receipt, tries: 0, done, failed });
    });
  }

  private push(entry: Waiting<R>): void {
    this.waiting.push(entry);
    if (this.waiting.length >= this.options.atMost) this.flush();
    else this.timer ??= setTimeout(() => this.gathered(), this.options.gatherMs);
  }

  private gathered(): void {
    this.timer = undefined;
    this.overdue = true;
    this.flush();
  }

  /** Sends off full sets, and a smaller one whose time has come. */
  private flush(): void {
    while (this.recording < this.options.overlapping && this.isDue()) {
      const set = this.waiting.splice(0, this.options.atMost);
      this.recording += 1;
      void this.recordSet(set).finally(() => {
        this.recording -= 1;
        this.flush();
      });
    }
  }

  private isDue(): boolean {
    if (this.waiting.length >= this.options.atMost) return true;
    const due = this.overdue && this.waiting.length > 0;
    this.overdue = false;
    return due;
  }

  private async recordSet(set: Waiting<R>[]): Promise<void> {
    try {
      const { held } = await this.record(set.map((entry) => entry.receipt));
      const again = new Set<ReceivedReceipt>(held);
      for (const entry of set) {
        if (again.has(entry.receipt)) this.retry(entry);
        else entry.done();
      }
    } catch (error) {
      for (const entry of set) entry.failed(error);
    }
  }

  private retry(entry: Waiting<R>): void {
    entry.tries += 1;
    if (entry.tries > this.options.heldTries) {
      entry.failed(new NotRecordedError('Its leg stayed busy.'));
      return;
    }
    setTimeout(() => this.push(entry), this.options.heldRestMs);
  }
}

import type { StoredBatch } from './case-batch.js';
import type { PreparedCase } from './prepare-case.js';

/** While the database works on one, the next is decided and put into words. */
const AT_ONCE = 2;

interface UnderWay {
  persons: ReadonlySet<string>;
  stored: Promise<StoredBatch>;
}

/**
 * The batches of a file that are being stored. Two that tell of one person are stored one after the other, so that the
 * later row of the file counts, as it would alone.
 */
export class BatchesUnderWay {
  private underWay: UnderWay[] = [];
  private told: Promise<void> = Promise.resolve();
  private fault: { readonly error: unknown } | null = null;

  /** @param tell is told what became of each batch, in the order of the file */
  constructor(
    private readonly store: (batch: readonly PreparedCase[]) => Promise<StoredBatch>,
    private readonly tell: (stored: StoredBatch) => Promise<void> | void,
  ) {}

  /** Begins with a batch as soon as it may be; one that failed before is thrown here, or by {@link finish}. */
  async begin(batch: readonly PreparedCase[]): Promise<void> {
    const persons = new Set(batch.map(({ personKeyHash }) => personKeyHash));
    for (const other of this.underWay) if (shareOne(other.persons, persons)) await other.stored;
    while (this.underWay.length >= AT_ONCE) await Promise.race(this.underWay.map(({ stored }) => stored));
    if (this.fault !== null) throw this.fault.error;
    const stored = this.store(batch);
    const entry = { persons, stored };
    this.underWay.push(entry);
    const before = this.told;
    this.told = (async () => {
      const outcome = await stored.finally(() => {
        this.underWay = this.underWay.filter((each) => each !== entry);
      });
      await before;
      await this.tell(outcome);
    })();
    // Whoever begins or finishes next sees the error; until then it must not count as unhandled.
    this.told.catch((error: unknown) => (this.fault ??= { error }));
    stored.catch(() => undefined);
  }

  /** Waits for all that was begun. */
  async finish(): Promise<void> {
    await Promise.allSettled(this.underWay.map(({ stored }) => stored));
    await this.told;
  }
}

function shareOne(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const each of others) if (some.has(each)) return true;
  return false;
}

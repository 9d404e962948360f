import { BatchesUnderWay } from './batches-under-way.js';
import type { StoredBatch } from './case-batch.js';
import type { PreparedCase } from './prepare-case.js';

/** A store whose batches end when they are told to. */
class SlowStore {
  readonly begun: string[] = [];
  readonly told: string[] = [];
  private readonly ends = new Map<string, { end: () => void; fail: (why: Error) => void }>();
  readonly batches = new BatchesUnderWay(
    (batch) => this.store(batch.map(({ row }) => row.ref).join()),
    (stored) => void this.told.push(stored.entered.join()),
  );

  /** @param persons by the row's number */
  begin(persons: Record<string, string>): Promise<void> {
    return this.batches.begin(
      Object.entries(persons).map(
        ([ref, personKeyHash]) => ({ row: { ref }, personKeyHash }) as PreparedCase,
      ),
    );
  }

  async end(ref: string): Promise<void> {
    this.ends.get(ref)?.end();
    await settled();
  }

  async fail(ref: string): Promise<void> {
    this.ends.get(ref)?.fail(new Error(`${ref} failed`));
    await settled();
  }

  private store(ref: string): Promise<StoredBatch> {
    this.begun.push(ref);
    return new Promise((resolve, reject) => {
      const stored = { created: 1, updated: 0, unchanged: 0, queued: [], frozen: 0, entered: [ref] };
      this.ends.set(ref, { end: () => resolve(stored), fail: reject });
    });
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('the batches of a file', () => {
  it('are stored two at a time, and told of in the order of the file', async () => {
    const store = new SlowStore();
    await store.begin({ a: 'jan' });
    await store.begin({ b: 'ewa' });
    const third = store.begin({ c: 'ola' });
    await settled();
    expect(store.begun).toEqual(['a', 'b']);
    await store.end('b');
    await third;
    expect(store.begun).toEqual(['a', 'b', 'c']);
    expect(store.told).toEqual([]);
    await store.end('a');
    expect(store.told).toEqual(['a', 'b']);
    await store.end('c');
    await store.batches.finish();
    expect(store.told).toEqual(['a', 'b', 'c']);
  });

  it('that tell of one person are stored one after the other', async () => {
    const store = new SlowStore();
    await store.begin({ a: 'jan', b: 'ewa' });
    const second = store.begin({ c: 'ola', d: 'ewa' });
    await settled();
    expect(store.begun).toEqual(['a,b']);
    await store.end('a,b');
    await second;
    expect(store.begun).toEqual(['a,b', 'c,d']);
  });

  it('are not begun after one has failed', async () => {
    const store = new SlowStore();
    await store.begin({ a: 'jan' });
    await store.fail('a');
    await expect(store.begin({ b: 'ewa' })).rejects.toThrow('a failed');
    expect(store.begun).toEqual(['a']);
    await expect(store.batches.finish()).rejects.toThrow('a failed');
  });

  it('end with the fault of the one that failed, once nothing is under way any more', async () => {
    const store = new SlowStore();
    await store.begin({ a: 'jan' });
    await store.begin({ b: 'ewa' });
    const next = store.begin({ c: 'ola' });
    await store.fail('a');
    await expect(next).rejects.toThrow('a failed');
    let over = false;
    const end = store.batches.finish().finally(() => (over = true));
    end.catch(() => undefined);
    await settled();
    expect(over).toBe(false);
    await store.end('b');
    await expect(end).rejects.toThrow('a failed');
    expect(store.told).toEqual([]);
  });
});

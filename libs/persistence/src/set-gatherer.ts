export interface GathererOptions<Item> {
  /** At most so many a set: the statements of the hot path are planned for few. */
  atMost?: number;
  /** Sets under way at the same time. */
  overlapping?: number;
  /** Two items of one key never share a set: one statement cannot change a row twice. */
  keyOf?: (item: Item) => string;
}

interface Waiting<Item, Result> {
  item: Item;
  done: (result: Result) => void;
  failed: (error: unknown) => void;
}

/**
 * Has what is asked for at the same time done as sets. Nobody waits for others to come: an item goes at once, with
 * those that came in the same turn of the event loop, unless as many sets as may be are under way; what gathers
 * meanwhile is the next set. So one alone is as fast as ever, and a crowd costs little more than one.
 *
 * A set that fails is done again one by one, so that nobody fails for another's sake; what is gathered must bear being
 * done again.
 */
export class SetGatherer<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private running = 0;
  private called = false;
  private readonly atMost: number;
  private readonly overlapping: number;
  private readonly keyOf: ((item: Item) => string) | undefined;

  /** @param work one result for each item, in their order */
  constructor(
    private readonly work: (items: Item[]) => Promise<Result[]>,
    { atMost = 100, overlapping = 2, keyOf }: GathererOptions<Item> = {},
  ) {
    this.atMost = atMost;
    this.overlapping = overlapping;
    this.keyOf = keyOf;
  }

  add(item: Item): Promise<Result> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      this.call();
    });
  }

  private call(): void {
    if (this.called) return;
    this.called = true;
    setImmediate(() => {
      this.called = false;
      this.start();
    });
  }

  private start(): void {
    while (this.running < this.overlapping && this.waiting.length > 0) {
      const set = this.nextSet();
      this.running += 1;
      void this.run(set).finally(() => {
        this.running -= 1;
        this.start();
      });
    }
  }

  private nextSet(): Waiting<Item, Result>[] {
    const { keyOf } = this;
    if (keyOf === undefined) return this.waiting.splice(0, this.atMost);
    const set = new Map<string, Waiting<Item, Result>>();
    const later: Waiting<Item, Result>[] = [];
    for (const each of this.waiting) {
      const key = keyOf(each.item);
      if (set.size < this.atMost && !set.has(key)) set.set(key, each);
      else later.push(each);
    }
    this.waiting = later;
    return [...set.values()];
  }

  private async run(set: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work(set.map(({ item }) => item));
      set.forEach(({ done }, place) => done(results[place] as Result));
    } catch (error) {
      const [only] = set;
      if (set.length === 1) only?.failed(error);
      else for (const each of set) await this.run([each]);
    }
  }
}

/** A thing to do at a business instant. Plain data, so that it survives a restart. */
export interface Appointment {
  /** Business instant, epoch milliseconds. */
  readonly at: number;
  /** Names the handler. */
  readonly kind: string;
  readonly data: unknown;
}

interface Entry extends Appointment {
  readonly order: number;
}

/** Binary heap: earliest first, and first come first served within one instant. */
export class InstantHeap {
  private readonly entries: Entry[] = [];
  private order = 0;

  get size(): number {
    return this.entries.length;
  }

  peek(): Appointment | undefined {
    return this.entries[0];
  }

  push(appointment: Appointment): void {
    this.entries.push({ ...appointment, order: this.order++ });
    let child = this.entries.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.precedes(child, parent)) return;
      this.swap(child, parent);
      child = parent;
    }
  }

  pop(): Appointment | undefined {
    const first = this.entries[0];
    const last = this.entries.pop();
    if (first === undefined || last === undefined || this.entries.length === 0) return first;
    this.entries[0] = last;
    this.sink();
    return first;
  }

  /** How many are at or before the instant. */
  countUntil(instant: number): number {
    let count = 0;
    const stack = [0];
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      const entry = this.entries[index];
      if (entry === undefined || entry.at > instant) continue;
      count++;
      stack.push(2 * index + 1, 2 * index + 2);
    }
    return count;
  }

  all(): Appointment[] {
    return [...this.entries]
      .sort((a, b) => a.at - b.at || a.order - b.order)
      .map(({ at, kind, data }) => ({ at, kind, data }));
  }

  clear(): void {
    this.entries.length = 0;
  }

  private sink(): void {
    let parent = 0;
    for (;;) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < this.entries.length && this.precedes(child, least)) least = child;
      }
      if (least === parent) return;
      this.swap(parent, least);
      parent = least;
    }
  }

  private precedes(a: number, b: number): boolean {
    const one = this.entries[a]!;
    const other = this.entries[b]!;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  private swap(a: number, b: number): void {
    [this.entries[a], this.entries[b]] = [this.entries[b]!, this.entries[a]!];
  }
}

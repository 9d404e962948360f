import type { Metric, Registry } from 'prom-client';

interface Value {
  metricName: string;
  labels: Record<string, string | number>;
  value: number;
}

/** Between the values of a key; no label holds it. */
const BETWEEN = '\u0000';

/** What counting on the way of a message shares: one look-up in a map, and words only when somebody looks. */
abstract class Tallied<T> {
  protected readonly kept = new Map<string, T>();

  constructor(
    registry: Registry,
    readonly name: string,
    readonly help: string,
    private readonly labelNames: readonly string[],
  ) {
    // The registry asks a metric for its values and nothing else; its type names the library's own classes.
    registry.registerMetric(this as unknown as Metric);
  }

  protected keyOf(values: readonly string[]): string {
    return values.length === 1 ? (values[0] ?? '') : values.join(BETWEEN);
  }

  /** Called by the registry. */
  get(): Promise<object> {
    const values = [...this.kept].flatMap(([key, kept]) => this.valuesOf(kept, this.labelsOf(key)));
    return Promise.resolve({ name: this.name, help: this.help, type: this.type, values });
  }

  reset(): void {
    this.kept.clear();
  }

  abstract readonly type: 'counter' | 'histogram';
  protected abstract valuesOf(kept: T, labels: Record<string, string>): Value[];

  private labelsOf(key: string): Record<string, string> {
    const values = key.split(BETWEEN);
    return Object.fromEntries(this.labelNames.map((label, place) => [label, values[place] ?? '']));
  }
}

/** A counter that costs a tenth of the library's: for what is counted once a message. */
export class Tally extends Tallied<number> {
  readonly type = 'counter';

  /** @param values of the labels, in their order */
  add(count: number, ...values: string[]): void {
    if (count === 0) return;
    const key = this.keyOf(values);
    this.kept.set(key, (this.kept.get(key) ?? 0) + count);
  }

  protected valuesOf(value: number, labels: Record<string, string>): Value[] {
    return [{ metricName: this.name, labels, value }];
  }
}

interface Spread {
  /** How many fell into each bucket alone; the last one has no bound. */
  counts: number[];
  sum: number;
}

/** A histogram of the same kind. */
export class TallySpread extends Tallied<Spread> {
  readonly type = 'histogram';

  /** @param bounds upper ones, rising */
  constructor(
    registry: Registry,
    name: string,
    help: string,
    labelNames: readonly string[],
    private readonly bounds: readonly number[],
  ) {
    super(registry, name, help, labelNames);
  }

  observe(value: number, ...values: string[]): void {
    const key = this.keyOf(values);
    let spread = this.kept.get(key);
    if (spread === undefined) {
      spread = { counts: new Array<number>(this.bounds.length + 1).fill(0), sum: 0 };
      this.kept.set(key, spread);
    }
    let bucket = 0;
    while (bucket < this.bounds.length && value > (this.bounds[bucket] ?? Infinity)) bucket += 1;
    spread.counts[bucket] = (spread.counts[bucket] ?? 0) + 1;
    spread.sum += value;
  }

  protected valuesOf({ counts, sum }: Spread, labels: Record<string, string>): Value[] {
    let total = 0;
    const buckets = counts.map((count, place) => {
      total += count;
      const le = this.bounds[place] ?? '+Inf';
      return { metricName: `${this.name}_bucket`, labels: { ...labels, le }, value: total };
    });
    return [
      ...buckets,
      { metricName: `${this.name}_sum`, labels, value: sum },
      { metricName: `${this.name}_count`, labels, value: total },
    ];
  }
}

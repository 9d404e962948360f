/** One value of a figure, and what it is a value of. Labels are few and never ids of people or cases (I8). */
export interface Reading {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface FigureMeaning {
  /** As Prometheus names it, with its unit: dunlin_…_seconds. */
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
}

/** Where the parts of a process say what /metrics shows of them. */
export abstract class Figures {
  /**
   * Shows what read tells at the moment of each look. A figure that cannot be read is left out of that look.
   * @throws Error when there is a figure of that name already
   */
  abstract gauge(meaning: FigureMeaning, read: () => readonly Reading[]): void;
  /**
   * Shows several figures that are read together, by name, and at most once in so many machine milliseconds, however
   * many look: for what costs the database something.
   */
  abstract gauges(
    meanings: readonly FigureMeaning[],
    read: () => Promise<Readonly<Record<string, readonly Reading[]>>>,
    everyMs: number,
  ): void;
}

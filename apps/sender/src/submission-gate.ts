/** How much a new submission weighs in the time that one is believed to take. */
const WEIGHT = 0.1;

/** Lets at most limit submissions be with a provider at once; the others wait in order. */
export class SubmissionGate {
  private open: number;
  private readonly waiting: (() => void)[] = [];
  /** Machine milliseconds that a submission takes of late; null before the first. */
  private typicalMs: number | null = null;

  /** @param drained is told whenever nobody waits for a place any more */
  constructor(
    private readonly limit: number,
    private readonly drained: () => void = () => undefined,
  ) {
    this.open = limit;
  }

  get crowded(): boolean {
    return this.waiting.length > 0;
  }

  /** How many submissions get through within so many milliseconds, going by the latest ones; null before the first. */
  capacity(ms: number): number | null {
    return this.typicalMs === null ? null : Math.floor((this.limit * ms) / Math.max(1, this.typicalMs));
  }

  /** Does the work as soon as there is a place for it. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    const started = performance.now();
    try {
      return await work();
    } finally {
      const took = performance.now() - started;
      this.typicalMs = this.typicalMs === null ? took : this.typicalMs + WEIGHT * (took - this.typicalMs);
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.open > 0) {
      this.open -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.open += 1;
    if (this.waiting.length === 0) this.drained();
  }
}

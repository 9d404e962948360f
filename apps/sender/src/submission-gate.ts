/** How much a new submission weighs in the time that one is believed to take. */
const WEIGHT = 0.1;

/** Lets at most limit submissions be with a provider at once; the others wait in order. */
export class SubmissionGate {
  private free: number;
  private isOpen = false;
  private readonly waiting: (() => void)[] = [];
  /** Machine milliseconds that a submission takes of late; null before the first. */
  private typicalMs: number | null = null;

  /** @param drained is told whenever nobody waits for a place any more */
  constructor(
    private readonly limit: number,
    private readonly drained: () => void = () => undefined,
  ) {
    this.free = limit;
  }

  get crowded(): boolean {
    return this.waiting.length > 0;
  }

  /** How many submissions get through within so many milliseconds, going by the latest ones; null before the first. */
  capacity(ms: number): number | null {
    return this.typicalMs === null ? null : Math.floor((this.limit * ms) / Math.max(1, this.typicalMs));
  }

  /**
   * Does the work as soon as there is a place for it.
   * @param tells whether a result says anything of how long a submission takes
   */
  async pass<T>(work: () => Promise<T>, tells: (result: T) => boolean = () => true): Promise<T> {
    await this.enter();
    const started = performance.now();
    try {
      const result = await work();
      if (tells(result)) this.learn(performance.now() - started);
      return result;
    } finally {
      this.leave();
    }
  }

  /** Lets everybody through from now on: when nothing is handed over any more, there is nothing to wait for. */
  open(): void {
    this.isOpen = true;
    for (const enter of this.waiting.splice(0)) {
      this.free -= 1;
      enter();
    }
    this.drained();
  }

  private learn(tookMs: number): void {
    this.typicalMs = this.typicalMs === null ? tookMs : this.typicalMs + WEIGHT * (tookMs - this.typicalMs);
  }

  private async enter(): Promise<void> {
    if (this.isOpen || this.free > 0) {
      this.free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
    if (this.waiting.length === 0) this.drained();
  }
}

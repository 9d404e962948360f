/** Lets at most limit submissions be with a provider at once; the others wait in order. */
export class SubmissionGate {
  private open: number;
  private readonly waiting: (() => void)[] = [];

  /** @param drained is told whenever nobody waits for a place any more */
  constructor(
    limit: number,
    private readonly drained: () => void = () => undefined,
  ) {
    this.open = limit;
  }

  get crowded(): boolean {
    return this.waiting.length > 0;
  }

  async enter(): Promise<void> {
    if (this.open > 0) {
      this.open -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.open += 1;
    if (this.waiting.length === 0) this.drained();
  }
}

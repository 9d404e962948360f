/** Lets at most limit submissions be with the providers at once; the others wait in order. */
export class SubmissionGate {
  private open: number;
  private readonly waiting: (() => void)[] = [];
  private readonly roomSeekers: (() => void)[] = [];

  constructor(limit: number) {
    this.open = limit;
  }

  /** Resolves when nobody waits for a place: the moment to commit further attempts, so that none grows stale. */
  async room(): Promise<void> {
    while (this.waiting.length > 0) {
      await new Promise<void>((resolve) => this.roomSeekers.push(resolve));
    }
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
    if (this.waiting.length === 0) for (const seeker of this.roomSeekers.splice(0)) seeker();
  }
}

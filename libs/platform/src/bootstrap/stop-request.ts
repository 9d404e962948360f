/** How long a process may take to finish what it is doing before it is ended. */
const PATIENCE_MS = 20_000;

/** One Ctrl-C can arrive twice, from the terminal and passed on by npm; only one after this is a second. */
const SAME_KEYSTROKE_MS = 1_500;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ctrl-C or SIGTERM, heard from the moment that this is made: a process that is still starting ends what it is at, and
 * goes no further. A second signal, or a stop that takes too long, ends the process at once: all that matters is in
 * the database.
 */
export class StopRequest {
  /** Aborted when the process is asked to stop. */
  readonly signal: AbortSignal;
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private letGo: () => void = () => undefined;
  private readonly hear = (): void => this.ask();

  /** @param tell writes a line for the person at the terminal */
  constructor(private readonly tell: (line: string) => void) {
    this.signal = this.controller.signal;
    for (const signal of SIGNALS) process.once(signal, this.hear);
    // Whoever started us with a channel to talk by was killed.
    process.once('disconnect', this.hear);
    process.channel?.unref();
    if (process.send && !process.connected) this.ask();
  }

  get isAsked(): boolean {
    return this.signal.aborted;
  }

  /** Resolves once the process is asked to stop; at once if it was. */
  async asked(): Promise<void> {
    if (this.isAsked) return;
    await new Promise<void>((resolve) => this.signal.addEventListener('abort', () => resolve()));
  }

  /** @param abandon lets go, without waiting, of what would outlive the process when it is ended at once */
  holding(abandon: () => void): void {
    this.letGo = abandon;
  }

  /** The stop is done. */
  over(): void {
    clearTimeout(this.timer);
  }

  private ask(): void {
    if (this.isAsked) return;
    const at = Date.now();
    // A reader of our output may go first; that must not cut the stop short.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    this.tell('\nStopping …');
    for (const signal of SIGNALS)
      process.on(signal, () => {
        if (Date.now() - at > SAME_KEYSTROKE_MS) this.hurry();
      });
    this.timer = setTimeout(() => this.hurry(), PATIENCE_MS);
    this.timer.unref();
    this.controller.abort();
  }

  private hurry(): never {
    this.letGo();
    this.tell('Stopped at once; the next start picks up what was under way.');
    process.exit(1);
  }
}

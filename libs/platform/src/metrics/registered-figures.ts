import { type FigureMeaning, Figures, type Reading } from '#contracts';
import type { Metrics } from './metrics.js';

type Readings = Readonly<Record<string, readonly Reading[]>>;

/** Figures that are read when /metrics is looked at. */
export class RegisteredFigures extends Figures {
  constructor(
    private readonly metrics: Metrics,
    private readonly failed: (error: unknown) => void = () => undefined,
  ) {
    super();
  }

  gauge(meaning: FigureMeaning, read: () => readonly Reading[]): void {
    this.show(meaning, async () => read());
  }

  gauges(meanings: readonly FigureMeaning[], read: () => Promise<Readings>, everyMs: number): void {
    const shared = sharedFor(everyMs, read);
    for (const meaning of meanings) this.show(meaning, async () => (await shared())[meaning.name] ?? []);
  }

  /** One figure that cannot be read must not hide the others: it is left out, and the log says why. */
  private show(meaning: FigureMeaning, read: () => Promise<readonly Reading[]>): void {
    const labelNames = meaning.labelNames ?? [];
    const gauge = this.metrics.gauge(meaning.name, meaning.help, labelNames, async () => {
      gauge.reset();
      // One without labels would be shown as nought when it is not known.
      if (labelNames.length === 0) gauge.remove();
      try {
        for (const { labels, value } of await read()) gauge.set({ ...labels }, value);
      } catch (error) {
        this.failed(error);
      }
    });
  }
}

/** Reads once for all who ask within so many machine milliseconds, and once at a time. */
function sharedFor<T>(everyMs: number, read: () => Promise<T>): () => Promise<T> {
  let latest: Promise<T> | undefined;
  let readAt = -Infinity;
  return () => {
    if (latest !== undefined && performance.now() - readAt < everyMs) return latest;
    readAt = performance.now();
    latest = read();
    return latest;
  };
}

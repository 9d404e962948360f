import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, PgClockStore } from '#persistence';
import { advanceClock } from '#platform';

/** How long a minute of business time takes, in machine milliseconds; at least. */
export const MINUTE_MS = 1_000;

/** Moves stepped time on for all processes, so that what waits for an hour to pass comes to its turn. */
export class PassingTime {
  private readonly store: PgClockStore;
  private over = false;
  private running: Promise<void> = Promise.resolve();

  constructor(db: Database, databaseUrl: string) {
    this.store = new PgClockStore(db, databaseUrl);
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.over = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.over) {
      await sleep(MINUTE_MS);
      // Postgres may be down just now: time stands still with it.
      await advanceClock(this.store, (from) => from + 60_000).catch(() => undefined);
    }
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#persistence';

const TOLERANCE_MS = 2_000;
const CHECK_EVERY_MS = 10_000;

/**
 * A sender whose machine's clock is more than two seconds off Postgres's stops sending: its time-outs, and the
 * promise that nothing arrives later than a second after a stop, would not hold.
 */
@Injectable()
export class ClockGuard {
  private checkedAt = -Infinity;

  constructor(@Inject(Database) private readonly db: Database) {}

  /** Rejects while the clocks disagree; the messages stay in flight and are taken up again. */
  async check(): Promise<void> {
    if (performance.now() - this.checkedAt < CHECK_EVERY_MS) return;
    const before = Date.now();
    const { rows } = await this.db.query<{ now: number }>(
      `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now`,
    );
    const after = Date.now();
    const theirs = rows[0]?.now ?? 0;
    const off = theirs < before ? before - theirs : theirs > after ? theirs - after : 0;
    if (off > TOLERANCE_MS) {
      throw new Error(
        `This machine's clock is ${Math.round(off / 1000)} s off the database's; sending waits until they agree.`,
      );
    }
    this.checkedAt = performance.now();
  }
}

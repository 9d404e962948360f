import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#persistence';

/** How long a backlog is waited for: what is killed all the time may not get through it. */
const PATIENCE_MS = 10_000;

/** The stream of messages that the faults hit: enrolments are made due little by little. */
export class Flow {
  constructor(private readonly db: Database) {}

  /** Makes some more enrolments due, of all ways in turn. Answers how many there were. */
  async release(count: number): Promise<number> {
    const { rowCount } = await this.db.query(
      `UPDATE enrolments SET due_at = business_now() WHERE id IN (
         SELECT id FROM enrolments WHERE due_at > business_now() AND status = 'active' ORDER BY md5(id::text) LIMIT $1)`,
      [count],
    );
    return rowCount ?? 0;
  }

  /** Waits until no more than so many messages wait to be sent, so that most meet the providers while these fail. */
  async catchUp(backlog: number): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      // Postgres may be down just now.
      const { due, moving } = await this.waiting().catch(() => ({ due: backlog, moving: 1 }));
      if (due + moving <= backlog) return;
      await sleep(100);
    }
  }

  private async waiting(): Promise<{ due: number; moving: number }> {
    const { rows } = await this.db.query<{ due: number; moving: number }>(
      `SELECT (SELECT count(*) FROM enrolments WHERE due_at <= business_now()) AS due,
              (SELECT count(*) FROM flights WHERE stage = 'moving') AS moving`,
    );
    return rows[0] ?? { due: 0, moving: 0 };
  }

  /** Some of what is still in flight, for whoever must find out why. */
  async stuck(): Promise<string[]> {
    const { rows } = await this.db.query<{ flight: string; attempts: string }>(
      `SELECT to_jsonb(f)::text AS flight,
              (SELECT jsonb_agg(to_jsonb(a) - 'facts' ORDER BY a.committed_at)::text FROM attempts a
               WHERE a.shard = f.shard AND a.message_id = f.message_id) AS attempts
       FROM flights f LIMIT 10`,
    );
    return rows.map(({ flight, attempts }) => `still in flight: ${flight}, attempts: ${attempts}`);
  }

  /** What is not settled yet: enrolments due, messages in flight, attempts without an answer. */
  async unsettled(): Promise<{ due: number; flights: number; open: number }> {
    const { rows } = await this.db.query<{ due: number; flights: number; open: number }>(
      `SELECT (SELECT count(*) FROM enrolments WHERE due_at <= business_now()) AS due,
              (SELECT count(*) FROM flights) AS flights,
              (SELECT count(*) FROM attempts WHERE outcome IS NULL) AS open`,
    );
    return rows[0] ?? { due: 0, flights: 0, open: 0 };
  }
}

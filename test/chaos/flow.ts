import type { Database } from '#persistence';

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

import { ContactFailures, type LegName } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { insertEvents } from '../casework/records.sql.js';
import { lockPersons } from '../casework/locks.js';
import type { Database } from '../database.js';
import { retryContention } from '../retry-contention.js';

interface Point {
  person_id: string;
  value_hash: Buffer;
}

/** Addresses that a provider proved wrong. */
export class PgContactFailures extends ContactFailures {
  constructor(private readonly db: Database) {
    super();
  }

  async invalidate(leg: LegName, code: string, at: number): Promise<boolean> {
    const { rows } = await this.db.query<Point>(
      `SELECT p.person_id, p.value_hash FROM legs l JOIN contact_points p ON p.id = l.contact_point_id
       WHERE l.shard = $1 AND l.message_id = $2 AND l.leg_no = $3 AND p.status = 'active'`,
      [leg.shard, leg.messageId, leg.legNo],
    );
    const [point] = rows;
    return point === undefined ? false : retryContention(() => this.mark(point, leg.messageId, code, at));
  }

  /** The number is as wrong for the person's other creditors, but only what each of them has is marked. */
  private mark(point: Point, messageId: string, code: string, at: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      await lockPersons(tx, [point.person_id]);
      const marked = await tx.query<{ id: string; debtor_id: string }>(
        `UPDATE contact_points SET status = 'invalid', status_reason = $3
         WHERE person_id = $1 AND value_hash = $2 AND status = 'active' RETURNING id, debtor_id`,
        [point.person_id, point.value_hash, code],
      );
      if (marked.rows.length === 0) return false;
      const cases = await tx.query<{ id: string; person_id: string }>(
        `SELECT id, person_id FROM cases WHERE person_id = $1 AND debtor_id = ANY($2) AND status <> 'closed'`,
        [point.person_id, marked.rows.map((row) => row.debtor_id)],
      );
      await insertEvents(
        tx,
        cases.rows.map((row) => ({
          id: uuidv7({ msecs: at }),
          caseId: row.id,
          personId: row.person_id,
          kind: 'contact_point.invalid',
          actor: 'system',
          detail: { code, messageId },
          at,
        })),
      );
      return true;
    });
  }
}

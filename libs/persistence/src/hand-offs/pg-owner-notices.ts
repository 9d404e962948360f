import { v7 as uuidv7 } from 'uuid';
import { type OwnerNotice, type OwnerNoticeOutcome, OwnerNotices } from '#contracts';
import { insertEvents } from '../casework/records.sql.js';
import type { Database } from '../database.js';

const ACTOR = 'system:cadence';

/** Mails to account managers on Postgres. The owner of a case is the agent who looks after the debtor's
 * account, else whom its creditor names as the account manager. */
export class PgOwnerNotices extends OwnerNotices {
  constructor(private readonly db: Database) {
    super();
  }

  async take(leaseMs: number, limit: number): Promise<OwnerNotice[]> {
    const { rows } = await this.db.query<OwnerNotice & Record<string, unknown>>(
      `WITH taken AS (
         UPDATE owner_notices SET lease_until = now() + $1::float8 * interval '1 millisecond'
         WHERE id IN (
           SELECT id FROM owner_notices
           WHERE outcome IS NULL AND begun_at IS NULL AND (lease_until IS NULL OR lease_until < now())
           ORDER BY requested_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ) RETURNING *
       )
       SELECT n.id, n.case_id AS "caseId", c.ref AS "caseRef", k.name AS "creditorName", g.key AS campaign, n.reason,
         CASE WHEN a.id IS NOT NULL THEN json_build_object('ref', a.ref, 'name', a.name, 'email', a.email) END AS owner,
         c.balance_minor AS "balanceMinor", c.currency, c.due_date::text AS "dueDate", c.stage
       FROM taken n
         JOIN cases c ON c.id = n.case_id
         JOIN debtors d ON d.id = c.debtor_id
         JOIN creditors k ON k.id = c.creditor_id
         JOIN enrolments e ON e.id = n.enrolment_id
         JOIN campaigns g ON g.id = e.campaign_id
         LEFT JOIN LATERAL (
           SELECT * FROM agents WHERE ref IN (d.attributes ->> 'owner', k.settings ->> 'accountManager')
             AND active AND email IS NOT NULL
           ORDER BY ref = d.attributes ->> 'owner' DESC NULLS LAST LIMIT 1
         ) a ON true
       ORDER BY n.requested_at, n.id`,
      [leaseMs, limit],
    );
    return rows;
  }

  async begin(id: string): Promise<boolean> {
    const { rowCount } = await this.db.query(
      `UPDATE owner_notices SET begun_at = now()
       WHERE id = $1 AND begun_at IS NULL AND outcome IS NULL AND lease_until > now()`,
      [id],
    );
    return rowCount === 1;
  }

  finish(notice: OwnerNotice, outcome: OwnerNoticeOutcome, at: number): Promise<void> {
    const { id, reason, owner, caseId } = notice;
    return this.db.transaction(async (tx) => {
      const { rows } = await tx.query<{ person: string }>(
        `UPDATE owner_notices SET outcome = $2, agent_ref = $3 WHERE id = $1 AND outcome IS NULL
         RETURNING person_id AS person`,
        [id, outcome, owner?.ref ?? null],
      );
      const [row] = rows;
      if (row === undefined) return;
      const kind = outcome === 'sent' ? 'owner.notified' : 'owner.not_notified';
      const detail = { reason, agent: owner?.ref ?? null, outcome };
      const event = {
        id: uuidv7({ msecs: at }),
        caseId,
        personId: row.person,
        kind,
        actor: ACTOR,
        detail,
        at,
      } as const;
      await insertEvents(tx, [event]);
    });
  }

  async putOff(id: string, ms: number): Promise<void> {
    await this.db.query(
      `UPDATE owner_notices SET begun_at = NULL, lease_until = now() + $2::float8 * interval '1 millisecond'
       WHERE id = $1 AND outcome IS NULL`,
      [id, ms],
    );
  }
}

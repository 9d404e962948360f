import { v7 as uuidv7 } from 'uuid';
import { type NewPortalSession, type PortalSession, PortalSessions } from '#contracts';
import type { Database, Queryable } from '../database.js';

/** A session may be prolonged by use, but not beyond this (machine time). */
const LONGEST_MS = 4 * 3_600_000;
const SWEEP = 20;

/** Sessions by the hash of their cookie. */
export class PgPortalSessions extends PortalSessions {
  constructor(private readonly db: Database) {
    super();
  }

  async open(session: NewPortalSession): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO portal_sessions (token_hash, case_id, person_id, message_id, language, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          session.tokenHash,
          session.caseId,
          session.link.personId,
          session.link.messageId,
          session.language,
          new Date(session.now),
          new Date(session.expiresAt),
        ],
      );
      await this.recordVerifiedVisit(tx, session);
      await tx.query(
        `DELETE FROM portal_sessions WHERE ctid = ANY(ARRAY(
           SELECT ctid FROM portal_sessions WHERE expires_at < $1 ORDER BY expires_at LIMIT ${SWEEP}
           FOR UPDATE SKIP LOCKED))`,
        [new Date(session.now)],
      );
    });
  }

  /** The person at the address was shown to be the right one: a response, which the cadence hears of. */
  private async recordVerifiedVisit(tx: Queryable, { link, caseId, at }: NewPortalSession): Promise<void> {
    const when = new Date(at);
    const detail = { legNo: link.legNo };
    await tx.query(
      `INSERT INTO interactions (id, person_id, case_id, message_id, kind, channel, counts_as_response, detail, at)
       VALUES ($1, $2, $3, $4, 'visit-verified', $5, true, $6, $7)`,
      [uuidv7({ msecs: at }), link.personId, caseId, link.messageId, link.channel, detail, when],
    );
    await tx.query(
      `INSERT INTO case_events (id, case_id, person_id, kind, actor, detail, at)
       VALUES ($1, $2, $3, 'visit.verified', 'debtor', $4, $5)`,
      [uuidv7({ msecs: at }), caseId, link.personId, { ...detail, messageId: link.messageId }, when],
    );
    // Who opens one of several cases that a message is about has answered it about all of them.
    await tx.query(`INSERT INTO wake_ups (case_id, kind, at) SELECT unnest($1::uuid[]), 'response', $2`, [
      [...new Set([caseId, ...link.caseIds])],
      when,
    ]);
  }

  async touch(tokenHash: Buffer, now: number, expiresAt: number): Promise<PortalSession | null> {
    const { rows } = await this.db.query<PortalSession>({
      name: 'portal-session-touch',
      text: `
        UPDATE portal_sessions SET expires_at = greatest(expires_at, $3)
        WHERE token_hash = $1 AND expires_at > $2 AND created_at > $4
        RETURNING case_id AS "caseId", person_id AS "personId", message_id AS "messageId", language`,
      values: [tokenHash, new Date(now), new Date(expiresAt), new Date(now - LONGEST_MS)],
    });
    return rows[0] ?? null;
  }

  async choose(tokenHash: Buffer, caseId: string): Promise<void> {
    await this.db.query('UPDATE portal_sessions SET case_id = $2 WHERE token_hash = $1', [tokenHash, caseId]);
  }

  async close(tokenHash: Buffer): Promise<void> {
    await this.db.query('DELETE FROM portal_sessions WHERE token_hash = $1', [tokenHash]);
  }
}

import { HandOffBook, type HandOffQuery, type HandOffView, type Page } from '#contracts';
import { cutPage, DEBTOR_NAME, iso } from '../console/view.sql.js';
import type { Queryable } from '../database.js';
import { HELD_BY, OUTGOING_FROM } from './outgoing.sql.js';

const VIEW = `
  SELECT h.id, h.destination AS "to", h.status, g.key AS campaign, h.step_key AS step,
    ${iso('h.requested_at')} AS "requestedAt", ${iso('h.decide_by')} AS "decideBy",
    ${iso('h.decided_at')} AS "decidedAt", h.decided_by AS "decidedBy", h.reason,
    CASE WHEN h.status = 'given' THEN ${iso('h.given_at')} END AS "givenAt",
    CASE WHEN h.status = 'given' THEN h.given END AS given, h.batch, h.tries, h.last_error AS "lastError",
    CASE WHEN h.status = 'approved' THEN ${HELD_BY} ELSE '{}' END AS "heldBy",
    json_build_object('id', c.id, 'ref', c.ref, 'creditor', k.ref, 'debtor', ${DEBTOR_NAME},
      'balanceMinor', c.balance_minor, 'currency', c.currency, 'stage', c.stage, 'status', c.status) AS "case"
  FROM ${OUTGOING_FROM}`;

/** Hand-offs for the console. */
export class PgHandOffBook extends HandOffBook {
  constructor(private readonly db: Queryable) {
    super();
  }

  async list({ status, to, ref, after, limit }: HandOffQuery): Promise<Page<HandOffView>> {
    const { rows } = await this.db.query<HandOffView>(
      `${VIEW}
       WHERE ($1::text IS NULL OR h.status = $1) AND ($2::text IS NULL OR h.destination = $2)
         AND ($3::text IS NULL OR c.ref = $3)
         AND ($4::uuid IS NULL OR (h.requested_at, h.id) > (SELECT s.requested_at, s.id FROM hand_offs s WHERE s.id = $4))
       ORDER BY h.requested_at, h.id LIMIT $5`,
      [status === 'all' ? null : status, to ?? null, ref ?? null, after ?? null, limit + 1],
    );
    return cutPage(rows, limit);
  }

  async read(id: string): Promise<HandOffView | null> {
    const { rows } = await this.db.query<HandOffView>(`${VIEW} WHERE h.id = $1`, [id]);
    return rows[0] ?? null;
  }
}

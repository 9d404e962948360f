import { v7 as uuidv7 } from 'uuid';
import { type PortalLink, PortalLinks, type PortalVisit } from '#contracts';
import type { Queryable } from '../database.js';

interface LinkRow {
  shard: number;
  message_id: string;
  leg_no: number;
  person_id: string;
  creditor_id: string;
  case_ids: string[];
  channel: string;
  contact_point_id: string | null;
  language: string;
}

/** Deep links by their keyed hash, and the count of visits. */
export class PgPortalLinks extends PortalLinks {
  constructor(private readonly db: Queryable) {
    super();
  }

  async find(linkHash: Buffer, renderedSince: number): Promise<PortalLink | null> {
    const { rows } = await this.db.query<LinkRow>({
      name: 'portal-link',
      text: `
        SELECT l.shard, l.message_id, l.leg_no, l.person_id, m.creditor_id, m.case_ids, l.channel,
               l.contact_point_id, l.language
        FROM legs l JOIN messages m ON m.shard = l.shard AND m.id = l.message_id
        WHERE l.link_hash = $1 AND l.rendered_at >= $2
        LIMIT 1`,
      values: [linkHash, new Date(renderedSince)],
    });
    const row = rows[0];
    if (!row) return null;
    return {
      linkHash,
      shard: row.shard,
      messageId: row.message_id,
      legNo: row.leg_no,
      personId: row.person_id,
      creditorId: row.creditor_id,
      caseIds: row.case_ids,
      channel: row.channel,
      contactPointId: row.contact_point_id,
      language: row.language,
    };
  }

  async recordVisit(visit: PortalVisit): Promise<void> {
    await this.db.query({
      name: 'portal-visit',
      text: `INSERT INTO portal_visits (id, message_id, case_id, kind, agent_class, at)
             VALUES ($1, $2, $3, $4, $5, $6)`,
      values: [uuidv7(), visit.messageId, visit.caseId, visit.kind, visit.agentClass, new Date(visit.at)],
    });
  }
}

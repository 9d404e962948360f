import type { Queryable } from '../database.js';

/** A published version; immutable, so it may be kept in memory for good. */
export interface CampaignVersion {
  id: string;
  campaignId: string;
  number: number;
  source: string;
}

export async function readCampaignVersion(db: Queryable, id: string): Promise<CampaignVersion> {
  const { rows } = await db.query<{ id: string; campaign_id: string; number: number; source: string }>(
    'SELECT id, campaign_id, number, source FROM campaign_versions WHERE id = $1',
    [id],
  );
  const row = rows[0];
  if (!row) throw new Error(`Campaign version ${id} does not exist.`);
  return { id: row.id, campaignId: row.campaign_id, number: row.number, source: row.source };
}

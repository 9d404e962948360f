import { v7 as uuidv7 } from 'uuid';
import { CampaignBook, type CampaignStory, type CampaignView } from '#contracts';
import { writeRecords } from '../casework/records.sql.js';
import type { Database, Queryable } from '../database.js';
import { businessNow } from '../outreach/business-now.js';
import { iso } from './view.sql.js';

const VIEW = `
  SELECT g.id, g.key, g.name, g.policies, ${iso('g.paused_at')} AS "pausedAt",
    CASE WHEN v.id IS NOT NULL THEN
      json_build_object('id', v.id, 'number', v.number, 'publishedAt', ${iso('v.published_at')}) END AS live
  FROM campaigns g LEFT JOIN campaign_versions v ON v.id = g.live_version_id`;

/** Campaigns for the console. */
export class PgCampaignBook extends CampaignBook {
  constructor(private readonly db: Database) {
    super();
  }

  async list(): Promise<CampaignView[]> {
    const { rows } = await this.db.query<CampaignView>(`${VIEW} ORDER BY g.key`);
    return rows;
  }

  async read(key: string): Promise<CampaignStory | null> {
    const campaign = await readCampaign(this.db, key);
    if (campaign === null) return null;
    const { rows: versions } = await this.db.query<CampaignStory['versions'][number]>(
      `SELECT id, number, ${iso('published_at')} AS "publishedAt" FROM campaign_versions
       WHERE campaign_id = $1 ORDER BY number`,
      [campaign.id],
    );
    const { rows } = await this.db.query<{ status: keyof CampaignStory['enrolments']; count: number }>(
      'SELECT status, count(*) AS count FROM enrolments WHERE campaign_id = $1 GROUP BY status',
      [campaign.id],
    );
    const enrolments = { active: 0, parked: 0, ended: 0 };
    for (const { status, count } of rows) enrolments[status] = count;
    return { ...campaign, versions, enrolments };
  }

  setPaused(key: string, paused: boolean, actor: string): Promise<CampaignView | null> {
    return this.db.transaction(async (tx) => {
      const at = await businessNow(tx);
      const { rows } = await tx.query<{ id: string }>(
        `UPDATE campaigns SET paused_at = CASE WHEN $2 THEN to_timestamp($3::float8 / 1000) END
         WHERE key = $1 AND (paused_at IS NOT NULL) <> $2 RETURNING id`,
        [key, paused, at],
      );
      const changed = rows[0];
      if (changed !== undefined) {
        const action = paused ? 'campaign.pause' : 'campaign.resume';
        const subject = { subjectKind: 'campaign', subjectId: changed.id, detail: {} };
        await writeRecords(tx, { audit: [{ id: uuidv7({ msecs: at }), actor, action, ...subject, at }] });
      }
      return readCampaign(tx, key);
    });
  }
}

async function readCampaign(db: Queryable, key: string): Promise<CampaignView | null> {
  const { rows } = await db.query<CampaignView>(`${VIEW} WHERE g.key = $1`, [key]);
  return rows[0] ?? null;
}

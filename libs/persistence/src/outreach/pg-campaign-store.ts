import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import {
  type CampaignStanding,
  CampaignStore,
  type CandidateCase,
  type CandidateQuery,
  type LiveCampaign,
  type PublishedVersion,
} from '#contracts';
import { type Campaign, enterCampaign, type PilotCounts } from '#domain';
import { writeRecords } from '../casework/records.sql.js';
import type { Database } from '../database.js';
import { readCandidates } from './candidate-cases.js';

/** Of the campaign's own enrolments alone: a pilot has few. */
const PILOT_COUNTS = `
  SELECT coalesce(sum(m.sent), 0)::int AS sent, coalesce(sum(m.failed), 0)::int AS failed,
         coalesce(sum(m.refused), 0)::int AS refused, (count(*) FILTER (WHERE m.sent > 0))::int AS debtors,
         (count(*) FILTER (WHERE m.sent > 0 AND x.opted_out))::int AS "optedOut",
         (count(*) FILTER (WHERE m.sent > 0 AND x.disputed))::int AS disputed
  FROM enrolments e
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE status IN ('sent', 'delivered', 'read', 'undelivered', 'unknown')) AS sent,
           count(*) FILTER (WHERE status = 'undelivered') AS failed, count(*) FILTER (WHERE status = 'refused') AS refused
    FROM messages
    WHERE shard = e.shard AND person_id = e.person_id AND enrolment_id = e.id
  ) m
  CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(kind IN ('contact_point.opted_out', 'contact_point.consent_withdrawn', 'person.channel_refused', 'person.stopped')), false) AS opted_out,
           coalesce(bool_or(kind = 'case.disputed'), false) AS disputed
    FROM case_events WHERE case_id = e.case_id AND at >= e.entered_at
  ) x
  WHERE e.campaign_id = $1`;

/** Campaigns in Postgres. Versions are immutable: the same text is the same version. */
export class PgCampaignStore extends CampaignStore {
  constructor(private readonly db: Database) {
    super();
  }

  publish(
    campaign: Campaign,
    source: string,
    { at: now, by }: { at: number; by: string },
  ): Promise<PublishedVersion> {
    const hash = createHash('sha256').update(source).digest();
    return this.db.transaction(async (tx) => {
      const { rows: campaigns } = await tx.query<{ id: string; created_at: Date }>(
        `INSERT INTO campaigns (id, key, name, policies, created_at) VALUES ($1, $2, $3, $4, to_timestamp($5::float8 / 1000))
         ON CONFLICT (key) DO UPDATE SET name = excluded.name, policies = excluded.policies RETURNING id, created_at`,
        [uuidv7({ msecs: now }), campaign.key, campaign.name, campaign.policies, now],
      );
      const campaignId = campaigns[0]?.id ?? '';
      const { rows: added } = await tx.query<{ id: string; number: number }>(
        `INSERT INTO campaign_versions (id, campaign_id, number, source, source_hash, definition, published_at)
         SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, to_timestamp($6::float8 / 1000)
         FROM campaign_versions WHERE campaign_id = $2
         ON CONFLICT (campaign_id, source_hash) DO NOTHING RETURNING id, number`,
        [uuidv7({ msecs: now }), campaignId, source, hash, JSON.stringify(campaign), now],
      );
      const { rows: found } = await tx.query<{ id: string; number: number }>(
        `UPDATE campaigns c SET live_version_id = v.id FROM campaign_versions v
         WHERE c.id = $1 AND v.campaign_id = c.id AND v.source_hash = $2 RETURNING v.id, v.number`,
        [campaignId, hash],
      );
      const version = found[0];
      if (!version) throw new Error('The version just published is not there.');
      const published = { versionId: version.id, number: version.number, isNew: added.length > 0 };
      const launchedAt = campaigns[0]?.created_at.getTime() ?? now;
      await writeRecords(tx, {
        audit: [
          {
            id: uuidv7({ msecs: now }),
            actor: by,
            action: 'campaign.launch',
            subjectKind: 'campaign',
            subjectId: campaignId,
            detail: { ...published },
            at: now,
          },
        ],
      });
      return { campaignId, launchedAt, ...published };
    });
  }

  async standing(key: string, dueBefore: number): Promise<CampaignStanding | null> {
    const { rows } = await this.db.query<{
      campaign_id: string;
      created_at: Date;
      number: number;
      source: string;
    }>(
      `SELECT c.id AS campaign_id, c.created_at, v.number, v.source
       FROM campaigns c JOIN campaign_versions v ON v.id = c.live_version_id WHERE c.key = $1`,
      [key],
    );
    const [campaign] = rows;
    if (campaign === undefined) return null;
    // What is parked is due for a look alone, each day: its step comes when it is let go on.
    const { rows: steps } = await this.db.query<CampaignStanding['steps'][number]>(
      `SELECT state ->> 'stepKey' AS step, count(*)::int AS cases, (count(*) FILTER (WHERE status = 'parked'))::int AS parked,
              (count(*) FILTER (WHERE status = 'active' AND due_at < to_timestamp($2::float8 / 1000)))::int AS "dueSoon"
       FROM enrolments WHERE campaign_id = $1 AND status <> 'ended'
       GROUP BY 1 ORDER BY min(due_at) FILTER (WHERE status = 'active'), 1`,
      [campaign.campaign_id, dueBefore],
    );
    return {
      campaignId: campaign.campaign_id,
      launchedAt: campaign.created_at.getTime(),
      number: campaign.number,
      source: campaign.source,
      steps,
    };
  }

  async follow(campaignId: string, versionId: string, stepKeys: readonly string[]): Promise<number> {
    const { rowCount } = await this.db.query(
      `UPDATE enrolments SET version_id = $2
       WHERE campaign_id = $1 AND status <> 'ended' AND version_id <> $2
         AND (state ->> 'stepKey' IS NULL OR state ->> 'stepKey' = ANY($3))`,
      [campaignId, versionId, [...stepKeys]],
    );
    return rowCount ?? 0;
  }

  async live(): Promise<LiveCampaign[]> {
    const { rows } = await this.db.query<{
      campaign_id: string;
      id: string;
      source: string;
      created_at: Date;
      paused: boolean;
    }>(
      `SELECT v.campaign_id, v.id, v.source, c.created_at, c.paused_at IS NOT NULL AS paused FROM campaigns c JOIN campaign_versions v ON v.id = c.live_version_id ORDER BY c.key`,
    );
    return rows.map((row) => ({
      campaignId: row.campaign_id,
      versionId: row.id,
      source: row.source,
      launchedAt: row.created_at.getTime(),
      paused: row.paused,
    }));
  }

  async pilotCounts(campaignId: string): Promise<PilotCounts> {
    const { rows } = await this.db.query<{ [Name in keyof PilotCounts]: number }>(PILOT_COUNTS, [campaignId]);
    return rows[0] ?? { sent: 0, failed: 0, refused: 0, debtors: 0, optedOut: 0, disputed: 0 };
  }

  pauseOnce(
    campaignId: string,
    { by, detail, at }: { by: string; detail: Record<string, unknown>; at: number },
  ): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `UPDATE campaigns SET paused_at = to_timestamp($2::float8 / 1000)
         WHERE id = $1 AND paused_at IS NULL AND NOT EXISTS (
           SELECT FROM audit WHERE subject_kind = 'campaign' AND subject_id = $1::text AND actor = $3 AND action = 'campaign.pause')`,
        [campaignId, at, by],
      );
      if (rowCount !== 1) return false;
      const subject = { subjectKind: 'campaign', subjectId: campaignId, detail };
      await writeRecords(tx, {
        audit: [{ id: uuidv7({ msecs: at }), actor: by, action: 'campaign.pause', ...subject, at }],
      });
      return true;
    });
  }

  candidates(query: CandidateQuery): Promise<CandidateCase[]> {
    return readCandidates(this.db, query);
  }

  async openCasesOf(personIds: readonly string[]): Promise<string[]> {
    if (personIds.length === 0) return [];
    const { rows } = await this.db.query<{ id: string }>(
      `SELECT id FROM cases WHERE person_id = ANY($1) AND status = 'open'`,
      [personIds],
    );
    return rows.map(({ id }) => id);
  }

  async enrol(campaignId: string, versionId: string, cases: CandidateCase[], now: number): Promise<number> {
    if (cases.length === 0) return 0;
    const { rowCount } = await this.db.query(
      `INSERT INTO enrolments (id, shard, case_id, person_id, entry, campaign_id, version_id, state, due_at, entered_at)
       SELECT id, shard, case_id, person_id, entry, $1, $2, $3::jsonb || jsonb_build_object('occurrence', entry),
              to_timestamp($4::float8 / 1000), to_timestamp($4::float8 / 1000)
       FROM unnest($5::uuid[], $6::smallint[], $7::uuid[], $8::uuid[], $9::smallint[])
         AS u(id, shard, case_id, person_id, entry)
       ON CONFLICT DO NOTHING`,
      [
        campaignId,
        versionId,
        JSON.stringify(enterCampaign(now)),
        now,
        cases.map(() => uuidv7({ msecs: now })),
        cases.map((c) => c.shard),
        cases.map((c) => c.caseId),
        cases.map((c) => c.personId),
        cases.map((c) => c.entry),
      ],
    );
    return rowCount ?? 0;
  }
}

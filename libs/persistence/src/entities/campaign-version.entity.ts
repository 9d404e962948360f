import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An immutable version of a campaign. */
@Entity('campaign_versions')
export class CampaignVersionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'campaign_id' })
  campaignId!: string;

  @Column({ type: 'integer' })
  number!: number;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'bytea', name: 'source_hash' })
  sourceHash!: Buffer;

  @Column({ type: 'jsonb' })
  definition!: unknown;

  @Column({ type: 'timestamptz', name: 'published_at' })
  publishedAt!: Date;
}

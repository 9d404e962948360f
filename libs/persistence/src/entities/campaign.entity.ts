import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A campaign, whichever version is live. */
@Entity('campaigns')
export class CampaignEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', array: true })
  policies!: string[];

  @Column({ type: 'uuid', name: 'live_version_id', nullable: true })
  liveVersionId!: string | null;

  @Column({ type: 'timestamptz', name: 'paused_at', nullable: true })
  pausedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}

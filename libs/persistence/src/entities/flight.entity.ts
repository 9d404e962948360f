import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A message in flight: planned or waiting, not yet settled. */
@Entity('flights')
export class FlightEntity {
  @Column({ type: 'smallint' })
  shard!: number;

  @PrimaryColumn({ type: 'uuid', name: 'message_id' })
  messageId!: string;

  @Column({ type: 'smallint', name: 'leg_no' })
  legNo!: number;

  @Column({ type: 'uuid', name: 'case_id', nullable: true })
  caseId!: string | null;

  @Column({ type: 'uuid', name: 'campaign_id', nullable: true })
  campaignId!: string | null;

  @Column({ type: 'timestamptz', name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'lease_until' })
  leaseUntil!: Date;

  @Column({ type: 'text' })
  stage!: string;

  /** Deferred by its campaign's pause, and by nothing that outlasts it. */
  @Column({ type: 'boolean', default: false })
  paused!: boolean;
}

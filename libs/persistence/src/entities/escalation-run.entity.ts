import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One run that assigned escalations. */
@Entity('escalation_runs')
export class EscalationRunEntity {
  @PrimaryColumn({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @PrimaryColumn({ type: 'timestamptz', name: 'scheduled_for' })
  scheduledFor!: Date;

  @Column({ type: 'integer' })
  assigned!: number;

  @Column({ type: 'timestamptz', name: 'ran_at' })
  ranAt!: Date;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One case travelling through one version of one campaign. */
@Entity('enrolments')
export class EnrolmentEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'smallint' })
  shard!: number;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'campaign_id' })
  campaignId!: string;

  @Column({ type: 'uuid', name: 'version_id' })
  versionId!: string;

  /** Which of the case's entries into the campaign it is, from 1. */
  @Column({ type: 'smallint' })
  entry!: number;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'jsonb' })
  state!: unknown;

  @Column({ type: 'timestamptz', name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'first_delivered_at', nullable: true })
  firstDeliveredAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'last_response_at', nullable: true })
  lastResponseAt!: Date | null;

  @Column({ type: 'jsonb', name: 'last_message', nullable: true })
  lastMessage!: unknown;

  @Column({ type: 'timestamptz', name: 'entered_at' })
  enteredAt!: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'text', name: 'end_reason', nullable: true })
  endReason!: string | null;
}

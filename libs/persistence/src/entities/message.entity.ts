import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One intended contact. */
@Entity('messages')
export class MessageEntity {
  @PrimaryColumn({ type: 'smallint' })
  shard!: number;

  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'debtor_id' })
  debtorId!: string;

  @Column({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @Column({ type: 'uuid', array: true, name: 'case_ids' })
  caseIds!: string[];

  @Column({ type: 'uuid', name: 'campaign_id', nullable: true })
  campaignId!: string | null;

  @Column({ type: 'uuid', name: 'enrolment_id', nullable: true })
  enrolmentId!: string | null;

  @Column({ type: 'uuid', array: true, name: 'with_enrolments', nullable: true })
  withEnrolments!: string[] | null;

  @Column({ type: 'text' })
  purpose!: string;

  @Column({ type: 'text', name: 'origin_kind' })
  originKind!: string;

  @Column({ type: 'text', name: 'origin_key' })
  originKey!: string;

  @Column({ type: 'integer' })
  occurrence!: number;

  @Column({ type: 'text' })
  family!: string;

  @Column({ type: 'text', nullable: true })
  tone!: string | null;

  @Column({ type: 'text', array: true })
  channels!: string[];

  @Column({ type: 'bigint', array: true, name: 'fallback_after_ms', nullable: true })
  fallbackAfterMs!: number[] | null;

  @Column({ type: 'jsonb', nullable: true })
  extra!: unknown;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'text', name: 'status_reason', nullable: true })
  statusReason!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One call that was answered. */
@Entity('calls')
export class CallEntity {
  @PrimaryColumn({ type: 'uuid', name: 'message_id' })
  messageId!: string;

  @PrimaryColumn({ type: 'smallint', name: 'leg_no' })
  legNo!: number;

  @Column({ type: 'smallint' })
  shard!: number;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'text', name: 'dialogue_version' })
  dialogueVersion!: string;

  @Column({ type: 'text', name: 'provider_ref' })
  providerRef!: string;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'verified_at', nullable: true })
  verifiedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'integer', nullable: true })
  seconds!: number | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A mail to the account manager of a case. */
@Entity('owner_notices')
export class OwnerNoticeEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'enrolment_id' })
  enrolmentId!: string;

  @Column({ type: 'text', name: 'step_key' })
  stepKey!: string;

  @Column({ type: 'integer' })
  occurrence!: number;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  @Column({ type: 'timestamptz', name: 'begun_at', nullable: true })
  begunAt!: Date | null;

  @Column({ type: 'text', name: 'agent_ref', nullable: true })
  agentRef!: string | null;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;
}

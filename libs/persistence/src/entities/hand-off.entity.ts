import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A case on its way to somebody outside. */
@Entity('hand_offs')
export class HandOffEntity {
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

  @Column({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @Column({ type: 'text' })
  destination!: string;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  @Column({ type: 'timestamptz', name: 'decide_by', nullable: true })
  decideBy!: Date | null;

  @Column({ type: 'uuid', name: 'hold_id', nullable: true })
  holdId!: string | null;

  @Column({ type: 'timestamptz', name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column({ type: 'text', name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'smallint' })
  tries!: number;

  @Column({ type: 'timestamptz', name: 'next_try_at', nullable: true })
  nextTryAt!: Date | null;

  @Column({ type: 'text', name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  given!: unknown;

  @Column({ type: 'timestamptz', name: 'given_at', nullable: true })
  givenAt!: Date | null;

  @Column({ type: 'integer', nullable: true })
  batch!: number | null;

  @Column({ type: 'jsonb', nullable: true })
  letter!: unknown;
}

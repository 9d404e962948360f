import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A unit of work for a human agent. */
@Entity('escalations')
export class EscalationEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @Column({ type: 'uuid', name: 'enrolment_id', nullable: true })
  enrolmentId!: string | null;

  @Column({ type: 'text' })
  origin!: string;

  @Column({ type: 'text' })
  queue!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'smallint' })
  priority!: number;

  @Column({ type: 'smallint', name: 'sla_business_days' })
  slaBusinessDays!: number;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'uuid', name: 'agent_id', nullable: true })
  agentId!: string | null;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  @Column({ type: 'timestamptz', name: 'assigned_at', nullable: true })
  assignedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'claimed_at', nullable: true })
  claimedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  resolution!: string | null;

  @Column({ type: 'text', array: true })
  skills!: string[];

  @Column({ type: 'smallint' })
  passings!: number;

  @Column({ type: 'uuid', name: 'passed_from', nullable: true })
  passedFrom!: string | null;

  @Column({ type: 'text', name: 'waits_for', nullable: true })
  waitsFor!: string | null;

  @Column({ type: 'text', nullable: true })
  line!: string | null;

  @Column({ type: 'smallint', nullable: true })
  standing!: number | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A plan of instalments that the creditor agreed with a debtor. */
@Entity('plans')
export class PlanEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @Column({ type: 'text', nullable: true })
  ref!: string | null;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ type: 'bigint', name: 'total_minor' })
  totalMinor!: number;

  @Column({ type: 'jsonb' })
  terms!: Record<string, unknown>;

  @Column({ type: 'bigint', name: 'paid_before_minor' })
  paidBeforeMinor!: number;

  @Column({ type: 'uuid', name: 'hold_id' })
  holdId!: string;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'timestamptz', name: 'agreed_at' })
  agreedAt!: Date;

  @Column({ type: 'timestamptz', name: 'completed_at', nullable: true })
  completedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'broken_at', nullable: true })
  brokenAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'text', name: 'end_reason', nullable: true })
  endReason!: string | null;

  @Column({ type: 'timestamptz', name: 'next_at', nullable: true })
  nextAt!: Date | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A promise to pay an amount by a date. */
@Entity('promises')
export class PromiseEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: number;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ type: 'date', name: 'promised_for' })
  promisedFor!: string;

  @Column({ type: 'date' })
  deadline!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'jsonb' })
  terms!: Record<string, unknown>;

  @Column({ type: 'bigint', name: 'paid_before_minor' })
  paidBeforeMinor!: number;

  @Column({ type: 'uuid', name: 'hold_id' })
  holdId!: string;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'timestamptz', name: 'made_at' })
  madeAt!: Date;

  @Column({ type: 'timestamptz', name: 'remind_at', nullable: true })
  remindAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'reminded_at', nullable: true })
  remindedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'settle_at' })
  settleAt!: Date;

  @Column({ type: 'timestamptz', name: 'kept_at', nullable: true })
  keptAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'broken_at', nullable: true })
  brokenAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'made_good_at', nullable: true })
  madeGoodAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'escalate_at', nullable: true })
  escalateAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'text', name: 'end_reason', nullable: true })
  endReason!: string | null;

  @Column({ type: 'timestamptz', name: 'next_at', nullable: true })
  nextAt!: Date | null;
}

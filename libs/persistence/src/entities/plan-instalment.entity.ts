import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One instalment of a plan. */
@Entity('plan_instalments')
export class PlanInstalmentEntity {
  @PrimaryColumn({ type: 'uuid', name: 'plan_id' })
  planId!: string;

  @PrimaryColumn({ type: 'smallint' })
  number!: number;

  @Column({ type: 'date', name: 'due_on' })
  dueOn!: string;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: number;

  @Column({ type: 'timestamptz', name: 'reminded_at', nullable: true })
  remindedAt!: Date | null;

  @Column({ type: 'date', name: 'noticed_on', nullable: true })
  noticedOn!: string | null;

  @Column({ type: 'timestamptz', name: 'paid_at', nullable: true })
  paidAt!: Date | null;
}

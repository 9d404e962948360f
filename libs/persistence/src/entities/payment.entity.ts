import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Money that came in; unique by creditor and reference. */
@Entity('payments')
export class PaymentEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @Column({ type: 'text' })
  reference!: string;

  @Column({ type: 'uuid', name: 'case_id', nullable: true })
  caseId!: string | null;

  @Column({ type: 'text', name: 'case_ref', nullable: true })
  caseRef!: string | null;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: number;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ type: 'date', name: 'paid_on' })
  paidOn!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'bigint', name: 'unallocated_minor' })
  unallocatedMinor!: number;

  @Column({ type: 'text', nullable: true })
  fault!: string | null;

  @Column({ type: 'timestamptz', name: 'received_at' })
  receivedAt!: Date;
}

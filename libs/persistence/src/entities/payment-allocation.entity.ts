import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What part of a payment went to which component of the debt. */
@Entity('payment_allocations')
export class PaymentAllocationEntity {
  @PrimaryColumn({ type: 'uuid', name: 'payment_id' })
  paymentId!: string;

  @PrimaryColumn({ type: 'text' })
  component!: string;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: number;
}

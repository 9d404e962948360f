import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One visit to a payment page. */
@Entity('payment_sessions')
export class PaymentSessionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'message_id', nullable: true })
  messageId!: string | null;

  @Column({ type: 'text' })
  provider!: string;

  @Column({ type: 'text', name: 'provider_ref', nullable: true })
  providerRef!: string | null;

  @Column({ type: 'text' })
  reference!: string;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: number;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'text', name: 'click_key', nullable: true })
  clickKey!: string | null;

  @Column({ type: 'text', name: 'page_url', nullable: true })
  pageUrl!: string | null;

  @Column({ type: 'timestamptz', name: 'opening_until', nullable: true })
  openingUntil!: Date | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One fact from outside about a message. */
@Entity('receipts')
export class ReceiptEntity {
  @PrimaryColumn({ type: 'uuid', name: 'message_id' })
  messageId!: string;

  @PrimaryColumn({ type: 'smallint', name: 'leg_no' })
  legNo!: number;

  @PrimaryColumn({ type: 'text', name: 'event_key' })
  eventKey!: string;

  @Column({ type: 'smallint' })
  shard!: number;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  provider!: string;

  @Column({ type: 'text', name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column({ type: 'timestamptz', name: 'occurred_at' })
  occurredAt!: Date;

  @Column({ type: 'timestamptz', name: 'received_at' })
  receivedAt!: Date;

  @Column({ type: 'jsonb', nullable: true })
  detail!: unknown;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whom the money is owed to. */
@Entity('creditors')
export class CreditorEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  ref!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'char', length: 2 })
  country!: string;

  @Column({ type: 'text' })
  zone!: string;

  @Column({ type: 'text', nullable: true })
  phone!: string | null;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'text', nullable: true })
  website!: string | null;

  @Column({ type: 'text', nullable: true })
  address!: string | null;

  @Column({ type: 'text', name: 'bank_account', nullable: true })
  bankAccount!: string | null;

  @Column({ type: 'jsonb', name: 'legal_footer' })
  legalFooter!: unknown;

  @Column({ type: 'jsonb' })
  brand!: unknown;

  @Column({ type: 'text', name: 'sms_sender', nullable: true })
  smsSender!: string | null;

  @Column({ type: 'text', name: 'rcs_sender', nullable: true })
  rcsSender!: string | null;

  @Column({ type: 'text', name: 'mail_from', nullable: true })
  mailFrom!: string | null;

  @Column({ type: 'text', array: true, name: 'allocation_order' })
  allocationOrder!: string[];

  @Column({ type: 'text', name: 'escalation_cron' })
  escalationCron!: string;

  @Column({ type: 'jsonb' })
  settings!: unknown;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}

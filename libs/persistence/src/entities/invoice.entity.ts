import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One invoice of a business case. */
@Entity('invoices')
export class InvoiceEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'date', name: 'issued_date', nullable: true })
  issuedDate!: string | null;

  @Column({ type: 'date', name: 'due_date' })
  dueDate!: string;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: number;

  @Column({ type: 'bigint', name: 'paid_minor' })
  paidMinor!: number;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ type: 'bigint', name: 'paid_here_minor' })
  paidHereMinor!: number;

  @Column({ type: 'bytea', name: 'source_hash', nullable: true })
  sourceHash!: Buffer | null;
}

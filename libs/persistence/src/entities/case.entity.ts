import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One debt being collected. Amounts are minor units of its currency. */
@Entity('cases')
export class CaseEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'smallint' })
  shard!: number;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'debtor_id' })
  debtorId!: string;

  @Column({ type: 'uuid', name: 'portfolio_id' })
  portfolioId!: string;

  @Column({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @Column({ type: 'text' })
  ref!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ type: 'bigint', name: 'principal_minor' })
  principalMinor!: number;

  @Column({ type: 'bigint', name: 'interest_minor' })
  interestMinor!: number;

  @Column({ type: 'bigint', name: 'costs_minor' })
  costsMinor!: number;

  @Column({ type: 'bigint', name: 'paid_principal_minor' })
  paidPrincipalMinor!: number;

  @Column({ type: 'bigint', name: 'paid_interest_minor' })
  paidInterestMinor!: number;

  @Column({ type: 'bigint', name: 'paid_costs_minor' })
  paidCostsMinor!: number;

  /** All that its source ever lowered the debt by. */
  @Column({ type: 'bigint', name: 'lowered_minor' })
  loweredMinor!: number;

  @Column({ type: 'bigint', name: 'balance_minor', insert: false, update: false })
  balanceMinor!: number;

  @Column({ type: 'date', name: 'due_date' })
  dueDate!: string;

  @Column({ type: 'date', name: 'issued_date', nullable: true })
  issuedDate!: string | null;

  @Column({ type: 'date', name: 'time_barred_on', nullable: true })
  timeBarredOn!: string | null;

  @Column({ type: 'text', nullable: true })
  stage!: string | null;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'text', name: 'closed_reason', nullable: true })
  closedReason!: string | null;

  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'last_payment_at', nullable: true })
  lastPaymentAt!: Date | null;

  @Column({ type: 'text', array: true, name: 'verification_faults' })
  verificationFaults!: string[];

  @Column({ type: 'bytea', name: 'source_hash', nullable: true })
  sourceHash!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** Texts by free names. */
  @Column({ type: 'jsonb' })
  attributes!: unknown;

  /** As the debtor says; triggers see to it. */
  @Column({ type: 'text', name: 'debtor_kind', insert: false, update: false, nullable: true })
  debtorKind!: string;

  @Column({ type: 'char', length: 2, name: 'debtor_language', insert: false, update: false, nullable: true })
  debtorLanguage!: string;

  @Column({ type: 'text', name: 'debtor_zone', insert: false, update: false, nullable: true })
  debtorZone!: string | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The party who owes. */
@Entity('debtors')
export class DebtorEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', name: 'first_name', nullable: true })
  firstName!: string | null;

  @Column({ type: 'text', name: 'last_name', nullable: true })
  lastName!: string | null;

  @Column({ type: 'text', name: 'company_name', nullable: true })
  companyName!: string | null;

  @Column({ type: 'char', length: 1, nullable: true })
  gender!: string | null;

  @Column({ type: 'date', name: 'birth_date', nullable: true })
  birthDate!: string | null;

  @Column({ type: 'text', nullable: true })
  street!: string | null;

  @Column({ type: 'text', nullable: true })
  postcode!: string | null;

  @Column({ type: 'text', nullable: true })
  city!: string | null;

  @Column({ type: 'char', length: 2 })
  country!: string;

  @Column({ type: 'char', length: 2 })
  language!: string;

  @Column({ type: 'text', nullable: true })
  zone!: string | null;

  @Column({ type: 'jsonb' })
  attributes!: unknown;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}

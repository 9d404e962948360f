import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One phone number or e-mail address of a debtor. */
@Entity('contact_points')
export class ContactPointEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'debtor_id' })
  debtorId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', nullable: true })
  value!: string | null;

  @Column({ type: 'bytea', name: 'value_hash' })
  valueHash!: Buffer;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'text', name: 'status_reason', nullable: true })
  statusReason!: string | null;

  @Column({ type: 'text', array: true, name: 'opted_out' })
  optedOut!: string[];

  @Column({ type: 'jsonb' })
  consents!: unknown;

  @Column({ type: 'text', array: true })
  zones!: string[];

  @Column({ type: 'char', length: 2, nullable: true })
  country!: string | null;

  @Column({ type: 'timestamptz', name: 'verified_at', nullable: true })
  verifiedAt!: Date | null;

  @Column({ type: 'smallint' })
  position!: number;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'text', name: 'person_name', nullable: true })
  personName!: string | null;

  @Column({ type: 'text', nullable: true })
  role!: string | null;
}

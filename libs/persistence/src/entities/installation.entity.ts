import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What belongs to the database as a whole; one row. */
@Entity('installation')
export class InstallationEntity {
  @PrimaryColumn({ type: 'boolean' })
  single!: boolean;

  @Column({ type: 'bytea', name: 'secret_proof' })
  secretProof!: Buffer;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A Merkle root over one creditor's decisions of one second. */
@Entity('seals')
export class SealEntity {
  @PrimaryColumn({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @PrimaryColumn({ type: 'timestamptz' })
  second!: Date;

  @Column({ type: 'integer' })
  decisions!: number;

  @Column({ type: 'bytea' })
  root!: Buffer;

  @Column({ type: 'bytea' })
  previous!: Buffer;

  @Column({ type: 'bytea' })
  hash!: Buffer;

  /** Set once the decisions are archived; made with the key of seals. */
  @Column({ type: 'bytea', nullable: true })
  archived!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'sealed_at' })
  sealedAt!: Date;
}

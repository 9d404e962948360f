import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An address never to be used again, as a keyed hash. */
@Entity('suppressions')
export class SuppressionEntity {
  @PrimaryColumn({ type: 'bytea', name: 'value_hash' })
  valueHash!: Buffer;

  @PrimaryColumn({ type: 'text' })
  channel!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;
}

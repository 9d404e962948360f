import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The packs that decisions name by hash, kept for their replay. */
@Entity('policies')
export class PolicyEntity {
  @PrimaryColumn({ type: 'text' })
  hash!: string;

  @Column({ type: 'jsonb' })
  definition!: unknown;

  @Column({ type: 'timestamptz', name: 'first_used_at' })
  firstUsedAt!: Date;
}

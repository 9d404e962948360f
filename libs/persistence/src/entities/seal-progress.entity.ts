import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Up to when decisions are sealed; one row. */
@Entity('seal_progress')
export class SealProgressEntity {
  @PrimaryColumn({ type: 'boolean' })
  single!: boolean;

  @Column({ type: 'timestamptz', name: 'sealed_to' })
  sealedTo!: Date;
}

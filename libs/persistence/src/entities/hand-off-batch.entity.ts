import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A file that was made of hand-offs. */
@Entity('hand_off_batches')
export class HandOffBatchEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  number!: number;

  @Column({ type: 'text' })
  destination!: string;

  @Column({ type: 'timestamptz', name: 'made_at' })
  madeAt!: Date;

  @Column({ type: 'text', name: 'made_by' })
  madeBy!: string;
}

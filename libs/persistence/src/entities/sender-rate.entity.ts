import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How fast one sender identity may send. */
@Entity('sender_rates')
export class SenderRateEntity {
  @PrimaryColumn({ type: 'text' })
  identity!: string;

  @Column({ type: 'double precision', name: 'per_second' })
  perSecond!: number;

  @Column({ type: 'timestamptz', name: 'next_at' })
  nextAt!: Date;
}

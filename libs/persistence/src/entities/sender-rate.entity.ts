import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How fast one sender identity, or an account with a provider, may send. */
@Entity('sender_rates')
export class SenderRateEntity {
  @PrimaryColumn({ type: 'text' })
  scope!: 'sender' | 'provider';

  /** A number, a name or an address; or the provider's name. */
  @PrimaryColumn({ type: 'text' })
  identity!: string;

  @Column({ type: 'double precision', name: 'per_second' })
  perSecond!: number;

  /** When the next message may go, in machine time. */
  @Column({ type: 'timestamptz', name: 'next_at' })
  nextAt!: Date;

  @Column({ type: 'boolean', default: false })
  configured!: boolean;
}

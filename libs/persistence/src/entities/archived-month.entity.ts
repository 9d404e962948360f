import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A month of business time whose decisions are in an archive. */
@Entity('archived_months')
export class ArchivedMonthEntity {
  /** Its first day, in UTC. */
  @PrimaryColumn({ type: 'date' })
  month!: string;

  @Column({ type: 'bigint' })
  decisions!: number;

  @Column({ type: 'timestamptz', name: 'archived_at' })
  archivedAt!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One contact decision with the facts that decided. */
@Entity('decisions')
export class DecisionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'message_id' })
  messageId!: string;

  @Column({ type: 'smallint', name: 'leg_no' })
  legNo!: number;

  @Column({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @Column({ type: 'text' })
  outcome!: string;

  @Column({ type: 'text' })
  rule!: string;

  @Column({ type: 'timestamptz', nullable: true })
  until!: Date | null;

  @Column({ type: 'json' })
  record!: unknown;

  @Column({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt!: Date;
}

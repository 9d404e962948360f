import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A reason not to contact; holds stack. */
@Entity('holds')
export class HoldEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'case_id', nullable: true })
  caseId!: string | null;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text', name: 'placed_by' })
  placedBy!: string;

  @Column({ type: 'timestamptz', name: 'placed_at' })
  placedAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  until!: Date | null;

  @Column({ type: 'timestamptz', name: 'lifted_at', nullable: true })
  liftedAt!: Date | null;

  @Column({ type: 'text', name: 'lifted_by', nullable: true })
  liftedBy!: string | null;
}

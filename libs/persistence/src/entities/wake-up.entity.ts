import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A case event that an enrolment has yet to hear of. */
@Entity('wake_ups')
export class WakeUpEntity {
  @PrimaryColumn({ type: 'bigint' })
  id!: number;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;
}

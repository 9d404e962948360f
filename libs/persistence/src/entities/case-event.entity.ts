import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A past fact about a case. */
@Entity('case_events')
export class CaseEventEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ type: 'jsonb' })
  detail!: unknown;

  @Column({ type: 'timestamptz' })
  at!: Date;
}

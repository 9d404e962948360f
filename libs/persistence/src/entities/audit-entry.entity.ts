import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who did what; ids only. */
@Entity('audit')
export class AuditEntryEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text', name: 'subject_kind' })
  subjectKind!: string;

  @Column({ type: 'text', name: 'subject_id' })
  subjectId!: string;

  @Column({ type: 'jsonb' })
  detail!: unknown;

  @Column({ type: 'timestamptz' })
  at!: Date;
}

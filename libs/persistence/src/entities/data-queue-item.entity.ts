import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row or case that failed data verification and waits for a person. */
@Entity('data_queue')
export class DataQueueItemEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'import_run_id', nullable: true })
  importRunId!: string | null;

  @Column({ type: 'uuid', name: 'case_id', nullable: true })
  caseId!: string | null;

  @Column({ type: 'integer', nullable: true })
  line!: number | null;

  @Column({ type: 'jsonb' })
  faults!: unknown;

  @Column({ type: 'jsonb', name: 'row_data', nullable: true })
  rowData!: unknown;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;

  @Column({ type: 'text', name: 'resolved_by', nullable: true })
  resolvedBy!: string | null;
}

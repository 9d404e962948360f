import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One file that was read in. */
@Entity('import_runs')
export class ImportRunEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'uuid', name: 'portfolio_id', nullable: true })
  portfolioId!: string | null;

  @Column({ type: 'text', name: 'file_name', nullable: true })
  fileName!: string | null;

  @Column({ type: 'bytea', name: 'file_hash', nullable: true })
  fileHash!: Buffer | null;

  @Column({ type: 'boolean', name: 'dry_run' })
  dryRun!: boolean;

  @Column({ type: 'jsonb' })
  counts!: unknown;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}

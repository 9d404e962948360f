import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something the debtor did. */
@Entity('interactions')
export class InteractionEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'case_id', nullable: true })
  caseId!: string | null;

  @Column({ type: 'uuid', name: 'message_id', nullable: true })
  messageId!: string | null;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', nullable: true })
  channel!: string | null;

  @Column({ type: 'boolean', name: 'counts_as_response' })
  countsAsResponse!: boolean;

  @Column({ type: 'jsonb' })
  detail!: unknown;

  @Column({ type: 'timestamptz' })
  at!: Date;
}

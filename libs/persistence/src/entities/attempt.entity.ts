import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One submission of a leg to a provider. */
@Entity('attempts')
export class AttemptEntity {
  @PrimaryColumn({ type: 'smallint' })
  shard!: number;

  @Column({ type: 'uuid' })
  id!: string;

  @PrimaryColumn({ type: 'uuid', name: 'message_id' })
  messageId!: string;

  @PrimaryColumn({ type: 'smallint', name: 'leg_no' })
  legNo!: number;

  @PrimaryColumn({ type: 'smallint', name: 'attempt_no' })
  attemptNo!: number;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  provider!: string;

  @Column({ type: 'uuid', name: 'decision_id' })
  decisionId!: string;

  @Column({ type: 'timestamptz', name: 'committed_at' })
  committedAt!: Date;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'boolean', name: 'proved_not_accepted' })
  provedNotAccepted!: boolean;

  @Column({ type: 'text', name: 'provider_ref', nullable: true })
  providerRef!: string | null;

  @Column({ type: 'text', name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column({ type: 'timestamptz', name: 'settled_at', nullable: true })
  settledAt!: Date | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One stay of an escalation on an agent's desk. */
@Entity('escalation_hand_outs')
export class EscalationHandOutEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'escalation_id' })
  escalationId!: string;

  @Column({ type: 'uuid', name: 'agent_id' })
  agentId!: string;

  @Column({ type: 'date' })
  day!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt!: Date;

  @Column({ type: 'text' })
  how!: string;

  @Column({ type: 'jsonb' })
  why!: unknown;

  @Column({ type: 'text', nullable: true })
  ended!: string | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}

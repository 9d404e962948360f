import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an agent wrote down about an escalation. */
@Entity('escalation_notes')
export class EscalationNoteEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'escalation_id' })
  escalationId!: string;

  @Column({ type: 'uuid', name: 'agent_id' })
  agentId!: string;

  @Column({ type: 'text' })
  text!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;
}

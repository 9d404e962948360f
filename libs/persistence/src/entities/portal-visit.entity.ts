import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One visit of a deep link. */
@Entity('portal_visits')
export class PortalVisitEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'message_id' })
  messageId!: string;

  @Column({ type: 'uuid', name: 'case_id', nullable: true })
  caseId!: string | null;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', name: 'agent_class' })
  agentClass!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The mail that an agent gets on a working day. */
@Entity('agent_digests')
export class AgentDigestEntity {
  @PrimaryColumn({ type: 'uuid', name: 'agent_id' })
  agentId!: string;

  @PrimaryColumn({ type: 'date' })
  day!: string;

  @Column({ type: 'timestamptz', name: 'lease_until' })
  leaseUntil!: Date;

  @Column({ type: 'timestamptz', name: 'begun_at', nullable: true })
  begunAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'told_until', nullable: true })
  toldUntil!: Date | null;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;
}

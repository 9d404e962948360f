import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A human agent who gets the cases that need a person. */
@Entity('agents')
export class AgentEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  ref!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'text', array: true })
  queues!: string[];

  @Column({ type: 'integer' })
  capacity!: number;

  @Column({ type: 'boolean' })
  active!: boolean;

  @Column({ type: 'text', array: true })
  languages!: string[];

  @Column({ type: 'text', array: true })
  kinds!: string[];

  @Column({ type: 'text', array: true })
  skills!: string[];

  @Column({ type: 'text' })
  zone!: string;

  @Column({ type: 'char', length: 2 })
  country!: string;

  @Column({ type: 'jsonb' })
  hours!: unknown;

  @Column({ type: 'jsonb' })
  absences!: unknown;

  @Column({ type: 'integer', name: 'daily_limit', nullable: true })
  dailyLimit!: number | null;

  @Column({ type: 'boolean' })
  lead!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One turn of a call, as its transcript has it. */
@Entity('call_turns')
export class CallTurnEntity {
  @PrimaryColumn({ type: 'uuid', name: 'message_id' })
  messageId!: string;

  @PrimaryColumn({ type: 'smallint', name: 'leg_no' })
  legNo!: number;

  @PrimaryColumn({ type: 'smallint' })
  turn!: number;

  @Column({ type: 'text', nullable: true })
  node!: string | null;

  @Column({ type: 'text' })
  heard!: string;

  @Column({ type: 'text', array: true, nullable: true })
  said!: string[] | null;

  @Column({ type: 'jsonb' })
  results!: unknown;

  @Column({ type: 'timestamptz' })
  at!: Date;
}

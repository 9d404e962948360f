import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whom a contact reaches; caps, cease and death act here. */
@Entity('persons')
export class PersonEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'smallint' })
  shard!: number;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'bytea', name: 'key_hash' })
  keyHash!: Buffer;

  @Column({ type: 'text', array: true })
  stops!: string[];

  @Column({ type: 'text', array: true, name: 'refused_channels' })
  refusedChannels!: string[];

  @Column({ type: 'jsonb', name: 'inconvenient_times' })
  inconvenientTimes!: unknown;

  @Column({ type: 'jsonb' })
  contacts!: unknown;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}

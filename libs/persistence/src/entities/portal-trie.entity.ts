import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Wrong answers to the identity check, counted for throttling. */
@Entity('portal_tries')
export class PortalTrieEntity {
  @PrimaryColumn({ type: 'text' })
  kind!: string;

  @PrimaryColumn({ type: 'bytea' })
  key!: Buffer;

  @Column({ type: 'timestamptz', array: true })
  tries!: Date[];

  @Column({ type: 'timestamptz' })
  latest!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Recent tries at the identity check of one link or one person, counted for throttling. */
@Entity('portal_tries')
export class PortalTryEntity {
  @PrimaryColumn({ type: 'text' })
  kind!: string;

  @PrimaryColumn({ type: 'bytea' })
  key!: Buffer;

  @Column({ type: 'timestamptz', array: true })
  tries!: Date[];

  @Column({ type: 'timestamptz' })
  latest!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One channel's try at a message. */
@Entity('legs')
export class LegEntity {
  @PrimaryColumn({ type: 'smallint' })
  shard!: number;

  @PrimaryColumn({ type: 'uuid', name: 'message_id' })
  messageId!: string;

  @PrimaryColumn({ type: 'smallint', name: 'leg_no' })
  legNo!: number;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  channel!: string;

  @Column({ type: 'uuid', name: 'contact_point_id', nullable: true })
  contactPointId!: string | null;

  @Column({ type: 'char', length: 2 })
  language!: string;

  @Column({ type: 'text', name: 'template_version' })
  templateVersion!: string;

  @Column({ type: 'text', nullable: true })
  subject!: string | null;

  @Column({ type: 'text' })
  body!: string;

  @Column({ type: 'bytea', name: 'packed_html', nullable: true })
  packedHtml!: Buffer | null;

  @Column({ type: 'jsonb', nullable: true })
  card!: Record<string, string> | null;

  @Column({ type: 'text', name: 'case_version', nullable: true })
  caseVersion!: string | null;

  @Column({ type: 'smallint', nullable: true })
  segments!: number | null;

  @Column({ type: 'bytea', name: 'link_hash' })
  linkHash!: Buffer;

  @Column({ type: 'smallint', name: 'link_key_version' })
  linkKeyVersion!: number;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'text', name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column({ type: 'timestamptz', name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'delivered_at', nullable: true })
  deliveredAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'read_at', nullable: true })
  readAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'failed_at', nullable: true })
  failedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'rendered_at' })
  renderedAt!: Date;
}

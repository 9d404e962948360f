import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The text of a dialogue by its version. */
@Entity('dialogues')
export class DialogueEntity {
  @PrimaryColumn({ type: 'text' })
  version!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'timestamptz', name: 'first_used_at' })
  firstUsedAt!: Date;
}

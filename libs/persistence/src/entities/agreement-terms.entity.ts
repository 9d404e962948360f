import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Terms by which promises and plans are taken, one row a published version. */
@Entity('agreement_terms')
export class AgreementTermsEntity {
  @PrimaryColumn({ type: 'text' })
  creditor!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @Column({ type: 'date', name: 'valid_from' })
  validFrom!: string;

  @Column({ type: 'jsonb' })
  terms!: Record<string, unknown>;
}

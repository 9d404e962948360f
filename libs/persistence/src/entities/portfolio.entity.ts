import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Cases placed together, by one creditor, under one policy. */
@Entity('portfolios')
export class PortfolioEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'creditor_id' })
  creditorId!: string;

  @Column({ type: 'text' })
  ref!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'char', length: 2 })
  country!: string;

  @Column({ type: 'text' })
  zone!: string;

  @Column({ type: 'char', length: 2 })
  language!: string;

  @Column({ type: 'text', array: true, name: 'policy_packs' })
  policyPacks!: string[];

  @Column({ type: 'bigint', name: 'minimum_balance_minor' })
  minimumBalanceMinor!: number;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The business clock that all processes share; one row. */
@Entity('clock')
export class ClockEntity {
  @PrimaryColumn({ type: 'boolean' })
  single!: boolean;

  @Column({ type: 'text' })
  mode!: string;

  @Column({ type: 'double precision' })
  factor!: number;

  @Column({ type: 'timestamptz', name: 'business_epoch' })
  businessEpoch!: Date;

  @Column({ type: 'timestamptz', name: 'machine_epoch' })
  machineEpoch!: Date;
}

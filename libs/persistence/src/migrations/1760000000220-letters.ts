import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Hand-offs that are letters to debtors. */
export class Letters1760000000220 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // What was written, without whom it is addressed to.
    await db.query('ALTER TABLE hand_offs ADD COLUMN letter jsonb');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE hand_offs DROP COLUMN letter');
  }
}

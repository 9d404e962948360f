import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One message may cover several cases of a debtor: it is then of several enrolments. */
export class Together1760000000212 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Enrolments that the message is of beside enrolment_id, one for each further case; null for most.
      ALTER TABLE messages ADD COLUMN with_enrolments uuid[];
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE messages DROP COLUMN with_enrolments');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What creditors have lowered debts by in their files: money that was paid to them counts for what was agreed. */
export class LoweredDebts1760000000120 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- All that the source of the case ever lowered principal, interest and costs by. It never falls: promises and plans
      -- count from what it was when they were made.
      ALTER TABLE cases ADD COLUMN lowered_minor bigint NOT NULL DEFAULT 0;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    // What has counted for what was agreed goes on to count.
    await db.query(`
      UPDATE promises p SET paid_before_minor = p.paid_before_minor - c.lowered_minor
        FROM cases c WHERE c.id = p.case_id AND c.lowered_minor > 0;
      UPDATE plans p SET paid_before_minor = p.paid_before_minor - c.lowered_minor
        FROM cases c WHERE c.id = p.case_id AND c.lowered_minor > 0;
      ALTER TABLE cases DROP COLUMN lowered_minor;
    `);
  }
}

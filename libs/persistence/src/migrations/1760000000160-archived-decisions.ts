import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Months of decisions can be archived: their seals hold on without them (docs/decisions/0018). */
export class ArchivedDecisions1760000000160 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Made with the key of seals: who has the database alone cannot delete decisions and call them archived.
      ALTER TABLE seals ADD COLUMN archived bytea;

      -- For readers who miss a decision; seals say by themselves what was archived.
      CREATE TABLE archived_months (
        month date PRIMARY KEY,
        decisions bigint NOT NULL,
        archived_at timestamptz NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE archived_months;
      ALTER TABLE seals DROP COLUMN archived;
    `);
  }
}

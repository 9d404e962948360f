import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What creditors' own systems say of a case beyond the columns that Dunlin knows; the conditions of campaigns ask for it. */
export class Attributes1760000000210 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Texts by free names, such as {"region": "mazowieckie"}.
      ALTER TABLE cases ADD COLUMN attributes jsonb NOT NULL DEFAULT '{}';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE cases DROP COLUMN attributes');
  }
}

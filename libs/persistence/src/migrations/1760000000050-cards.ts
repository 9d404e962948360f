import type { MigrationInterface, QueryRunner } from 'typeorm';

/** RCS: whom cards come from, and what a leg puts into its card. */
export class Cards1760000000050 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE creditors ADD COLUMN rcs_sender text;
      -- The gaps of the provider's template by name; the template is named by template_version.
      ALTER TABLE legs ADD COLUMN card jsonb;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE legs DROP COLUMN card;
      ALTER TABLE creditors DROP COLUMN rcs_sender;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A case may enter a campaign again once it has left it. Entries are counted, and the next one is stored only where the
 * one before it has ended, for good: so nobody travels twice at once, whoever enrols, and each entry is made once.
 */
export class Entries1760000000211 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE enrolments ADD COLUMN entry smallint NOT NULL DEFAULT 1;
      CREATE UNIQUE INDEX enrolments_entry ON enrolments (case_id, campaign_id, entry);
      DROP INDEX enrolments_case;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    // Of several entries the last one tells how the case stands.
    await db.query(`
      DELETE FROM enrolments e USING enrolments later
        WHERE later.case_id = e.case_id AND later.campaign_id = e.campaign_id AND later.entry > e.entry;
      CREATE UNIQUE INDEX enrolments_case ON enrolments (case_id, campaign_id);
      DROP INDEX enrolments_entry;
      ALTER TABLE enrolments DROP COLUMN entry;
    `);
  }
}

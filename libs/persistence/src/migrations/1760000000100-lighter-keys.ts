import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each row of an import pays for and nobody asks: references of copied columns, whose original has one of its own,
 * and indexes that no statement reads (docs/decisions/0017).
 */
export class LighterKeys1760000000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Copied from the debtor, which refers to both.
      ALTER TABLE contact_points DROP CONSTRAINT contact_points_person_id_fkey;
      ALTER TABLE cases DROP CONSTRAINT cases_person_id_fkey, DROP CONSTRAINT cases_creditor_id_fkey;

      -- Debtors are found by creditor and person together, cases of a debtor by their person.
      DROP INDEX debtors_person, cases_debtor;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX cases_debtor ON cases (debtor_id);
      CREATE INDEX debtors_person ON debtors (person_id);
      ALTER TABLE cases
        ADD CONSTRAINT cases_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES creditors,
        ADD CONSTRAINT cases_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons;
      ALTER TABLE contact_points
        ADD CONSTRAINT contact_points_person_id_fkey FOREIGN KEY (person_id) REFERENCES persons;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the first installations taught: whose secret it is, money that waits for its case, pages that stay tidy. */
export class SettledLater1760000000030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- One row: by what the installation's secret is known again.
      CREATE TABLE installation (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        secret_proof bytea NOT NULL
      );

      CREATE INDEX payments_waiting ON payments (creditor_id, case_ref) WHERE fault = 'unknown-case';
      CREATE INDEX data_queue_payment ON data_queue ((row_data ->> 'payment')) WHERE resolved_at IS NULL;

      -- Looked through each day for cases that fit a campaign by now, past those that were closed in the years before.
      CREATE INDEX cases_open ON cases (id) WHERE status = 'open';

      -- Little room in each page on purpose: whoever reads a page with less left than that tidies it up, and a claim
      -- should not tidy up page after page.
      ALTER TABLE enrolments SET (fillfactor = 90);

      -- Seals are made with the installation's key from here on; those made without are made again.
      TRUNCATE seals, seal_progress;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      TRUNCATE seals, seal_progress;
      ALTER TABLE enrolments SET (fillfactor = 70);
      DROP INDEX cases_open, data_queue_payment, payments_waiting;
      DROP TABLE installation;
    `);
  }
}

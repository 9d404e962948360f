import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Businesses: who stands behind an address, and what invoices say and were paid. */
export class Businesses1760000000090 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Forgotten with the address.
      ALTER TABLE contact_points ADD COLUMN person_name text, ADD COLUMN role text;

      -- paid_minor is the greater of what the creditor states and what payments recorded here paid of the invoice.
      ALTER TABLE invoices ADD COLUMN paid_here_minor bigint NOT NULL DEFAULT 0, ADD COLUMN source_hash bytea,
        ADD CHECK (amount_minor >= 0), ADD CHECK (paid_minor >= paid_here_minor);
      CREATE INDEX invoices_number ON invoices (number);

      ALTER TABLE import_runs DROP CONSTRAINT import_runs_kind_check,
        ADD CONSTRAINT import_runs_kind_check CHECK (kind IN ('cases', 'payments', 'plans', 'invoices'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE import_runs SET kind = 'cases' WHERE kind = 'invoices';
      ALTER TABLE import_runs DROP CONSTRAINT import_runs_kind_check,
        ADD CONSTRAINT import_runs_kind_check CHECK (kind IN ('cases', 'payments', 'plans'));
      DROP INDEX invoices_number;
      ALTER TABLE invoices DROP COLUMN source_hash, DROP COLUMN paid_here_minor, DROP CONSTRAINT invoices_amount_minor_check;
      ALTER TABLE contact_points DROP COLUMN role, DROP COLUMN person_name;
    `);
  }
}

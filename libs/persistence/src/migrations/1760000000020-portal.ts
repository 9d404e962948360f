import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the portal must remember across processes: tries at the identity check, and one payment for each click. */
export class Portal1760000000020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Instants of tries (machine time) by whose they are: one link's, or all of one person's.
      CREATE TABLE portal_tries (
        kind text NOT NULL CHECK (kind IN ('link', 'person')),
        key bytea NOT NULL,
        tries timestamptz[] NOT NULL,
        latest timestamptz NOT NULL,
        PRIMARY KEY (kind, key)
      );
      CREATE INDEX portal_tries_latest ON portal_tries (latest);
      CREATE INDEX portal_sessions_expiry ON portal_sessions (expires_at);

      -- click_key: one click of one form. opening_until: who asks the provider for a page (machine time).
      ALTER TABLE payment_sessions
        ADD COLUMN click_key text UNIQUE,
        ADD COLUMN page_url text,
        ADD COLUMN opening_until timestamptz;
      CREATE INDEX payment_sessions_case ON payment_sessions (case_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX payment_sessions_case;
      ALTER TABLE payment_sessions DROP COLUMN click_key, DROP COLUMN page_url, DROP COLUMN opening_until;
      DROP INDEX portal_sessions_expiry;
      DROP TABLE portal_tries;
    `);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How fast an account with a provider may send, beside single senders, and limits that come from the configuration. */
export class AccountRates1760000000110 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE sender_rates
        ADD COLUMN scope text NOT NULL DEFAULT 'sender' CHECK (scope IN ('sender', 'provider')),
        -- From the environment, which takes it away again; what an operator wrote stays.
        ADD COLUMN configured boolean NOT NULL DEFAULT false,
        DROP CONSTRAINT sender_rates_pkey,
        ADD PRIMARY KEY (scope, identity);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM sender_rates WHERE scope = 'provider';
      ALTER TABLE sender_rates
        DROP CONSTRAINT sender_rates_pkey,
        ADD PRIMARY KEY (identity),
        DROP COLUMN configured,
        DROP COLUMN scope;
    `);
  }
}

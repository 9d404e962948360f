import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Time, tenants, users of the API and the audit trail. */
export class Foundations1760000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- One row: the business clock that all processes share (I10).
      CREATE TABLE clock (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        mode text NOT NULL CHECK (mode IN ('real', 'demo', 'stepped')),
        factor double precision NOT NULL DEFAULT 1,
        business_epoch timestamptz NOT NULL,
        machine_epoch timestamptz NOT NULL
      );

      -- What business time it is. In 'real' it is the machine's clock; 'stepped' stands still until advanced.
      CREATE FUNCTION business_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
        SELECT CASE mode
                 WHEN 'demo' THEN business_epoch + (clock_timestamp() - machine_epoch) * factor
                 WHEN 'stepped' THEN business_epoch
                 ELSE clock_timestamp()
               END
        FROM clock
      $$;

      CREATE FUNCTION clock_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_notify('clock', ''); RETURN NULL; END
      $$;
      CREATE TRIGGER clock_changed AFTER INSERT OR UPDATE ON clock
        FOR EACH STATEMENT EXECUTE FUNCTION clock_changed();

      CREATE TABLE creditors (
        id uuid PRIMARY KEY,
        ref text NOT NULL UNIQUE,
        name text NOT NULL,
        country char(2) NOT NULL,
        zone text NOT NULL,
        phone text,
        email text,
        website text,
        address text,
        bank_account text,
        legal_footer jsonb NOT NULL DEFAULT '{}',
        brand jsonb NOT NULL DEFAULT '{}',
        sms_sender text,
        mail_from text,
        allocation_order text[] NOT NULL DEFAULT '{costs,interest,principal}',
        escalation_cron text NOT NULL DEFAULT '0 8,12,16 * * 1-5',
        settings jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE portfolios (
        id uuid PRIMARY KEY,
        creditor_id uuid NOT NULL REFERENCES creditors,
        ref text NOT NULL,
        name text NOT NULL,
        country char(2) NOT NULL,
        zone text NOT NULL,
        language char(2) NOT NULL,
        policy_packs text[] NOT NULL,
        minimum_balance_minor bigint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (creditor_id, ref)
      );

      CREATE TABLE agents (
        id uuid PRIMARY KEY,
        ref text NOT NULL UNIQUE,
        name text NOT NULL,
        email text,
        queues text[] NOT NULL DEFAULT '{}',
        capacity integer NOT NULL DEFAULT 40 CHECK (capacity >= 0),
        active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE api_keys (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        key_hash bytea NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        revoked_at timestamptz
      );

      -- Who did what, ids only (I8). Partitioned by the month of its UUIDv7.
      CREATE TABLE audit (
        id uuid NOT NULL,
        actor text NOT NULL,
        action text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        detail jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL,
        PRIMARY KEY (id)
      ) PARTITION BY RANGE (id);
      CREATE INDEX audit_subject ON audit (subject_kind, subject_id);
      CREATE TABLE audit_rest PARTITION OF audit DEFAULT;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE audit, api_keys, agents, portfolios, creditors, clock;
      DROP FUNCTION business_now(), clock_changed();
    `);
  }
}

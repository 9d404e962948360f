import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom a contact reaches, and what is owed. */
export class PeopleAndCases1760000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The row that a stop and an attempt's commit both lock, in id order (I6). contacts is the pruned list
      -- of counted contact instants: [{"at": epoch ms, "ch": channel, "m": message id}].
      CREATE TABLE persons (
        id uuid PRIMARY KEY,
        shard smallint NOT NULL CHECK (shard BETWEEN 0 AND 63),
        kind text NOT NULL CHECK (kind IN ('natural', 'legal')),
        key_hash bytea NOT NULL UNIQUE,
        stops text[] NOT NULL DEFAULT '{}',
        contacts jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz NOT NULL DEFAULT now()
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

      CREATE TABLE debtors (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES persons,
        creditor_id uuid NOT NULL REFERENCES creditors,
        kind text NOT NULL CHECK (kind IN ('consumer', 'business')),
        first_name text,
        last_name text,
        company_name text,
        gender char(1) CHECK (gender IN ('f', 'm')),
        birth_date date,
        street text,
        postcode text,
        city text,
        country char(2) NOT NULL,
        language char(2) NOT NULL,
        zone text,
        attributes jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (creditor_id, person_id)
      );
      CREATE INDEX debtors_person ON debtors (person_id);

      -- value becomes null when the point is purged; its keyed hash stays.
      CREATE TABLE contact_points (
        id uuid PRIMARY KEY,
        debtor_id uuid NOT NULL REFERENCES debtors,
        person_id uuid NOT NULL REFERENCES persons,
        kind text NOT NULL CHECK (kind IN ('phone', 'email')),
        value text,
        value_hash bytea NOT NULL,
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'invalid', 'purged', 'suppressed')),
        status_reason text,
        opted_out text[] NOT NULL DEFAULT '{}',
        zones text[] NOT NULL DEFAULT '{}',
        country char(2),
        verified_at timestamptz,
        position smallint NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (debtor_id, kind, value_hash)
      );
      CREATE INDEX contact_points_hash ON contact_points (value_hash);

      -- Addresses never to be used again (channel '*') or not by one channel; consulted by each import.
      CREATE TABLE suppressions (
        value_hash bytea NOT NULL,
        channel text NOT NULL,
        reason text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (value_hash, channel)
      );

      CREATE TABLE cases (
        id uuid PRIMARY KEY,
        shard smallint NOT NULL,
        person_id uuid NOT NULL REFERENCES persons,
        debtor_id uuid NOT NULL REFERENCES debtors,
        portfolio_id uuid NOT NULL REFERENCES portfolios,
        creditor_id uuid NOT NULL REFERENCES creditors,
        ref text NOT NULL,
        title text NOT NULL,
        currency char(3) NOT NULL,
        principal_minor bigint NOT NULL CHECK (principal_minor >= 0),
        interest_minor bigint NOT NULL DEFAULT 0 CHECK (interest_minor >= 0),
        costs_minor bigint NOT NULL DEFAULT 0 CHECK (costs_minor >= 0),
        paid_principal_minor bigint NOT NULL DEFAULT 0,
        paid_interest_minor bigint NOT NULL DEFAULT 0,
        paid_costs_minor bigint NOT NULL DEFAULT 0,
        balance_minor bigint NOT NULL GENERATED ALWAYS AS
          (principal_minor + interest_minor + costs_minor - paid_principal_minor - paid_interest_minor - paid_costs_minor) STORED,
        due_date date NOT NULL,
        issued_date date,
        time_barred_on date,
        stage text,
        status text NOT NULL DEFAULT 'open' CHECK (status IN ('verifying', 'open', 'closed')),
        closed_reason text,
        closed_at timestamptz,
        last_payment_at timestamptz,
        verification_faults text[] NOT NULL DEFAULT '{}',
        source_hash bytea,
        created_at timestamptz NOT NULL,
        UNIQUE (creditor_id, ref)
      ) WITH (fillfactor = 85);
      CREATE INDEX cases_person ON cases (person_id);
      CREATE INDEX cases_debtor ON cases (debtor_id);
      CREATE INDEX cases_portfolio ON cases (portfolio_id, status);

      CREATE TABLE invoices (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES cases,
        number text NOT NULL,
        issued_date date,
        due_date date NOT NULL,
        amount_minor bigint NOT NULL,
        paid_minor bigint NOT NULL DEFAULT 0,
        currency char(3) NOT NULL,
        UNIQUE (case_id, number)
      );

      CREATE TABLE payments (
        id uuid PRIMARY KEY,
        creditor_id uuid NOT NULL REFERENCES creditors,
        reference text NOT NULL,
        case_id uuid REFERENCES cases,
        case_ref text,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency char(3) NOT NULL,
        paid_on date NOT NULL,
        source text NOT NULL CHECK (source IN ('api', 'file', 'webhook', 'portal')),
        unallocated_minor bigint NOT NULL DEFAULT 0,
        fault text,
        received_at timestamptz NOT NULL,
        UNIQUE (creditor_id, reference)
      );
      CREATE INDEX payments_case ON payments (case_id);

      CREATE TABLE payment_allocations (
        payment_id uuid NOT NULL REFERENCES payments,
        component text NOT NULL CHECK (component IN ('principal', 'interest', 'costs')),
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        PRIMARY KEY (payment_id, component)
      );

      -- A reason not to contact. case_id null: it holds the whole person. Holds stack.
      CREATE TABLE holds (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES persons,
        case_id uuid REFERENCES cases,
        reason text NOT NULL,
        placed_by text NOT NULL,
        placed_at timestamptz NOT NULL,
        until timestamptz,
        lifted_at timestamptz,
        lifted_by text
      );
      CREATE INDEX holds_active ON holds (person_id) WHERE lifted_at IS NULL;
      CREATE INDEX holds_until ON holds (until) WHERE lifted_at IS NULL AND until IS NOT NULL;

      -- Past facts about a case: what the timeline shows and what wakes an enrolment.
      CREATE TABLE case_events (
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        kind text NOT NULL,
        actor text NOT NULL,
        detail jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL,
        PRIMARY KEY (id)
      ) PARTITION BY RANGE (id);
      CREATE INDEX case_events_case ON case_events (case_id, id);
      CREATE TABLE case_events_rest PARTITION OF case_events DEFAULT;

      -- What the debtor did: replies, verified visits, clicks, payments, requests.
      CREATE TABLE interactions (
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        case_id uuid,
        message_id uuid,
        kind text NOT NULL,
        channel text,
        counts_as_response boolean NOT NULL,
        detail jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL,
        PRIMARY KEY (id)
      ) PARTITION BY RANGE (id);
      CREATE INDEX interactions_case ON interactions (case_id, id);
      CREATE INDEX interactions_person ON interactions (person_id, id);
      CREATE TABLE interactions_rest PARTITION OF interactions DEFAULT;

      CREATE TABLE import_runs (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('cases', 'payments')),
        portfolio_id uuid,
        file_name text,
        file_hash bytea,
        dry_run boolean NOT NULL,
        counts jsonb NOT NULL DEFAULT '{}',
        started_at timestamptz NOT NULL,
        finished_at timestamptz
      );

      -- Rows and cases that failed data verification and wait for a person; never contacted meanwhile.
      CREATE TABLE data_queue (
        id uuid PRIMARY KEY,
        import_run_id uuid REFERENCES import_runs,
        case_id uuid REFERENCES cases,
        line integer,
        faults jsonb NOT NULL,
        row_data jsonb,
        created_at timestamptz NOT NULL,
        resolved_at timestamptz,
        resolved_by text
      );
      CREATE INDEX data_queue_open ON data_queue (created_at) WHERE resolved_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE data_queue, import_runs, interactions, case_events, holds, payment_allocations, payments,
        invoices, cases, suppressions, contact_points, debtors, persons;
    `);
  }
}

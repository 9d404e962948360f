import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What debtors promise, and the plans that creditors agree with them. */
export class Promises1760000000080 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Terms by which promises are taken, published from the files and never changed: creditor '*' is everybody's.
      CREATE TABLE agreement_terms (
        creditor text NOT NULL,
        version integer NOT NULL,
        valid_from date NOT NULL,
        terms jsonb NOT NULL,
        PRIMARY KEY (creditor, version)
      );
      INSERT INTO agreement_terms (creditor, version, valid_from, terms) VALUES ('*', 1, '2024-01-01',
        '{"version": 1, "validFrom": "2024-01-01",
          "promises": {"most": 3, "withinDays": 180, "latestDays": 30, "leastShare": 0.1, "graceBusinessDays": 2,
                       "remindDaysBefore": 2, "escalateAfterBusinessDays": 3},
          "plans": {"remindDaysBefore": 3, "graceBusinessDays": 2, "cureDays": 7, "escalate": true}}');

      -- Instants are business time. next_at is when something about it is due; null once nothing is.
      CREATE TABLE promises (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES cases,
        person_id uuid NOT NULL REFERENCES persons,
        creditor_id uuid NOT NULL REFERENCES creditors,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency char(3) NOT NULL,
        promised_for date NOT NULL,
        deadline date NOT NULL CHECK (deadline >= promised_for),
        source text NOT NULL CHECK (source IN ('voice', 'portal', 'agent', 'reply')),
        terms jsonb NOT NULL,
        -- What was paid of the case before: what is paid since is the difference.
        paid_before_minor bigint NOT NULL,
        hold_id uuid NOT NULL REFERENCES holds,
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'kept', 'broken', 'replaced', 'cancelled')),
        made_at timestamptz NOT NULL,
        remind_at timestamptz,
        reminded_at timestamptz,
        settle_at timestamptz NOT NULL,
        kept_at timestamptz,
        broken_at timestamptz,
        -- The money of a broken promise came after all.
        made_good_at timestamptz,
        escalate_at timestamptz,
        ended_at timestamptz,
        end_reason text,
        next_at timestamptz,
        CHECK ((status = 'kept') = (kept_at IS NOT NULL)),
        CHECK (kept_at IS NULL OR broken_at IS NULL),
        CHECK (status <> 'active' OR ended_at IS NULL)
      );
      CREATE UNIQUE INDEX promises_active ON promises (case_id) WHERE status = 'active';
      CREATE INDEX promises_case ON promises (case_id, made_at);
      CREATE INDEX promises_next ON promises (next_at) WHERE next_at IS NOT NULL;

      CREATE TABLE plans (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES cases,
        person_id uuid NOT NULL REFERENCES persons,
        creditor_id uuid NOT NULL REFERENCES creditors,
        -- The creditor's own number of the plan, if it gave one.
        ref text,
        currency char(3) NOT NULL,
        total_minor bigint NOT NULL CHECK (total_minor > 0),
        terms jsonb NOT NULL,
        paid_before_minor bigint NOT NULL,
        hold_id uuid NOT NULL REFERENCES holds,
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'completed', 'broken', 'replaced', 'cancelled')),
        agreed_at timestamptz NOT NULL,
        completed_at timestamptz,
        broken_at timestamptz,
        ended_at timestamptz,
        end_reason text,
        next_at timestamptz,
        CHECK (completed_at IS NULL OR broken_at IS NULL),
        CHECK ((status = 'active') = (ended_at IS NULL))
      );
      CREATE UNIQUE INDEX plans_active ON plans (case_id) WHERE status = 'active';
      CREATE INDEX plans_case ON plans (case_id, agreed_at);
      CREATE INDEX plans_next ON plans (next_at) WHERE next_at IS NOT NULL;

      CREATE TABLE plan_instalments (
        plan_id uuid NOT NULL REFERENCES plans,
        number smallint NOT NULL CHECK (number > 0),
        due_on date NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        reminded_at timestamptz,
        -- Local day of the creditor on which the debtor was told that it is missing.
        noticed_on date,
        paid_at timestamptz,
        PRIMARY KEY (plan_id, number)
      );

      ALTER TABLE import_runs DROP CONSTRAINT import_runs_kind_check,
        ADD CONSTRAINT import_runs_kind_check CHECK (kind IN ('cases', 'payments', 'plans'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM import_runs WHERE kind = 'plans';
      ALTER TABLE import_runs DROP CONSTRAINT import_runs_kind_check,
        ADD CONSTRAINT import_runs_kind_check CHECK (kind IN ('cases', 'payments'));
      UPDATE holds SET lifted_at = coalesce(lifted_at, placed_at), lifted_by = coalesce(lifted_by, 'system')
        WHERE id IN (SELECT hold_id FROM promises UNION ALL SELECT hold_id FROM plans);
      DROP TABLE plan_instalments, plans, promises, agreement_terms;
    `);
  }
}

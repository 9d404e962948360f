import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases handed to somebody outside, once a person approved it, and mails to account managers. */
export class HandOffs1760000000200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A file that was made of hand-offs, by its number.
      CREATE TABLE hand_off_batches (
        number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        destination text NOT NULL,
        made_at timestamptz NOT NULL,
        made_by text NOT NULL
      );

      -- One hand-off a step and occurrence. decide_by: business time by which a person decides; null where nobody is
      -- asked. hold_id: what parks outreach meanwhile. given: the figures that were told, without who the debtor is.
      -- next_try_at: machine time.
      CREATE TABLE hand_offs (
        id uuid PRIMARY KEY,
        enrolment_id uuid NOT NULL REFERENCES enrolments,
        step_key text NOT NULL,
        occurrence integer NOT NULL,
        case_id uuid NOT NULL REFERENCES cases,
        person_id uuid NOT NULL REFERENCES persons,
        creditor_id uuid NOT NULL REFERENCES creditors,
        destination text NOT NULL,
        status text NOT NULL
          CHECK (status IN ('waiting', 'approved', 'given', 'failed', 'refused', 'lapsed', 'withdrawn')),
        requested_at timestamptz NOT NULL,
        decide_by timestamptz,
        hold_id uuid,
        decided_at timestamptz,
        decided_by text,
        reason text,
        tries smallint NOT NULL DEFAULT 0,
        next_try_at timestamptz,
        last_error text,
        given jsonb,
        given_at timestamptz,
        batch integer REFERENCES hand_off_batches,
        UNIQUE (enrolment_id, step_key, occurrence),
        CHECK (status <> 'waiting' OR (decide_by IS NOT NULL AND hold_id IS NOT NULL))
      );
      CREATE INDEX hand_offs_case ON hand_offs (case_id);
      CREATE INDEX hand_offs_waiting ON hand_offs (requested_at, id) WHERE status = 'waiting';
      CREATE INDEX hand_offs_approved ON hand_offs (destination, requested_at) WHERE status = 'approved';
      CREATE INDEX hand_offs_batch ON hand_offs (batch) WHERE batch IS NOT NULL;

      -- A mail to the account manager of a case: claimed (lease, machine time), begun just before it is handed to the
      -- server, then how that went. What was begun and has no outcome is in doubt, and never sent again.
      CREATE TABLE owner_notices (
        id uuid PRIMARY KEY,
        enrolment_id uuid NOT NULL REFERENCES enrolments,
        step_key text NOT NULL,
        occurrence integer NOT NULL,
        case_id uuid NOT NULL REFERENCES cases,
        person_id uuid NOT NULL REFERENCES persons,
        reason text NOT NULL,
        requested_at timestamptz NOT NULL,
        lease_until timestamptz,
        begun_at timestamptz,
        agent_ref text,
        outcome text CHECK (outcome IN ('sent', 'nobody', 'refused', 'unknown')),
        UNIQUE (enrolment_id, step_key, occurrence)
      );
      CREATE INDEX owner_notices_open ON owner_notices (requested_at) WHERE outcome IS NULL;
      CREATE INDEX owner_notices_case ON owner_notices (case_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE owner_notices, hand_offs, hand_off_batches');
  }
}

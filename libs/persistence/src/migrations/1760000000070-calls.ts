import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls, turn by turn, and the dialogues that they followed. */
export class Calls1760000000070 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The text of every dialogue that was ever spoken, by the version that calls name.
      CREATE TABLE dialogues (
        version text PRIMARY KEY,
        source text NOT NULL,
        first_used_at timestamptz NOT NULL
      );

      -- One call: a leg of the channel voice that was answered. Instants are business time.
      CREATE TABLE calls (
        message_id uuid NOT NULL,
        leg_no smallint NOT NULL,
        shard smallint NOT NULL,
        person_id uuid NOT NULL,
        case_id uuid NOT NULL,
        dialogue_version text NOT NULL,
        provider_ref text NOT NULL,
        started_at timestamptz NOT NULL,
        -- When the person showed who they are: right-party contact.
        verified_at timestamptz,
        -- How it ended; null while it goes on, or when the caller hung up in between.
        outcome text,
        ended_at timestamptz,
        seconds integer,
        PRIMARY KEY (message_id, leg_no)
      );
      CREATE INDEX calls_case ON calls (case_id);

      -- The transcript: what was understood and what was said, never the keys themselves. said is null while effects
      -- of the turn are only begun.
      CREATE TABLE call_turns (
        message_id uuid NOT NULL,
        leg_no smallint NOT NULL,
        turn smallint NOT NULL,
        node text,
        heard text NOT NULL,
        said text[],
        results jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL,
        PRIMARY KEY (message_id, leg_no, turn)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE call_turns, calls, dialogues;');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agents with skills and hours, escalations that pass on, and the daily mail to each agent. */
export class EscalationInFull1760000000060 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Lists that are empty say nothing: any language, both kinds. Hours are HH:MM-HH:MM by weekday on the wall clock
      -- of the zone; absences are [{from, to}], dates, both included. No daily limit: null.
      ALTER TABLE agents
        ADD COLUMN languages text[] NOT NULL DEFAULT '{}',
        ADD COLUMN kinds text[] NOT NULL DEFAULT '{}' CHECK (kinds <@ '{consumer,business}'),
        ADD COLUMN skills text[] NOT NULL DEFAULT '{}',
        ADD COLUMN zone text NOT NULL DEFAULT 'Europe/Warsaw',
        ADD COLUMN country char(2) NOT NULL DEFAULT 'PL',
        ADD COLUMN hours jsonb NOT NULL DEFAULT
          '{"mon":"08:00-17:00","tue":"08:00-17:00","wed":"08:00-17:00","thu":"08:00-17:00","fri":"08:00-17:00"}',
        ADD COLUMN absences jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN daily_limit integer CHECK (daily_limit >= 0),
        ADD COLUMN lead boolean NOT NULL DEFAULT false;
      -- Agents from before work where the first creditor is.
      UPDATE agents SET zone = c.zone, country = c.country
        FROM (SELECT zone, country FROM creditors ORDER BY created_at, id LIMIT 1) c;

      -- passed_from: who did not take it up, or gave it back, last; it does not go to them again by itself.
      -- waits_for: why the latest hand-out left it where it is.
      ALTER TABLE escalations
        ADD COLUMN skills text[] NOT NULL DEFAULT '{}',
        ADD COLUMN passings smallint NOT NULL DEFAULT 0 CHECK (passings >= 0),
        ADD COLUMN passed_from uuid REFERENCES agents,
        ADD COLUMN waits_for text;
      CREATE INDEX escalations_due ON escalations (due_at) WHERE status = 'assigned';

      -- Whose desk an escalation was on, from when to when, how it came there, why, and how it left. The day is the
      -- one that it was where the agent works: by it the new ones of a day are counted.
      CREATE TABLE escalation_hand_outs (
        id uuid PRIMARY KEY,
        escalation_id uuid NOT NULL REFERENCES escalations,
        agent_id uuid NOT NULL REFERENCES agents,
        day date NOT NULL,
        at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        how text NOT NULL CHECK (how IN ('run', 'drain', 'claimed', 'named')),
        why jsonb NOT NULL DEFAULT '{}',
        ended text CHECK (ended IN
          ('lapsed', 'away', 'inactive', 'returned', 'handed-on', 'claimed-by-other', 'resolved')),
        ended_at timestamptz
      );
      CREATE INDEX escalation_hand_outs_agent ON escalation_hand_outs (agent_id, day);
      CREATE INDEX escalation_hand_outs_escalation ON escalation_hand_outs (escalation_id, at);

      -- One mail an agent and working day: claimed (lease, machine time), begun just before it is handed to the server,
      -- then how that went. What was begun and has no outcome is in doubt, and never sent again. told_until: the
      -- business instant up to which it tells; the next one tells what came after.
      CREATE TABLE agent_digests (
        agent_id uuid NOT NULL REFERENCES agents,
        day date NOT NULL,
        lease_until timestamptz NOT NULL,
        begun_at timestamptz,
        told_until timestamptz,
        outcome text CHECK (outcome IN ('sent', 'nothing-to-tell', 'refused', 'unknown')),
        PRIMARY KEY (agent_id, day)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE agent_digests, escalation_hand_outs;
      DROP INDEX escalations_due;
      ALTER TABLE escalations
        DROP COLUMN waits_for, DROP COLUMN passed_from, DROP COLUMN passings, DROP COLUMN skills;
      ALTER TABLE agents
        DROP COLUMN lead, DROP COLUMN daily_limit, DROP COLUMN absences, DROP COLUMN hours, DROP COLUMN country,
        DROP COLUMN zone, DROP COLUMN skills, DROP COLUMN kinds, DROP COLUMN languages;
    `);
  }
}

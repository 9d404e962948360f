import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work for agents waits in lines, so that whoever has room finds what is for them however much waits. */
export class WaitingLines1760000000140 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- line: what is alike to agents (queue, kind, language, labels, for a lead) waits in one. standing: the place of
      -- what it may bring within its currency, in thousandths. Both as the latest hand-out left it; null before the first.
      ALTER TABLE escalations
        ADD COLUMN line text,
        ADD COLUMN standing smallint,
        ADD CHECK ((line IS NULL) = (standing IS NULL));
      CREATE INDEX escalations_lines ON escalations (creditor_id, line, priority, standing DESC, requested_at, id)
        WHERE status = 'requested' AND line IS NOT NULL;
      CREATE INDEX escalations_unlined ON escalations (creditor_id)
        WHERE status = 'requested' AND line IS NULL AND passed_from IS NOT NULL;

      -- Until when (machine time) the process that serves a run has it; null once it is served.
      ALTER TABLE escalation_runs ADD COLUMN lease_until timestamptz;
      CREATE INDEX escalation_runs_under_way ON escalation_runs (lease_until) WHERE lease_until IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE escalation_runs DROP COLUMN lease_until;
      DROP INDEX escalations_unlined, escalations_lines;
      ALTER TABLE escalations DROP COLUMN standing, DROP COLUMN line;
    `);
  }
}

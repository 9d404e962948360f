import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which waiting messages a campaign's pause holds back, so that they leave as soon as it is over. */
export class HeldByAPause1760000000180 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE flights ADD COLUMN paused boolean NOT NULL DEFAULT false;
      CREATE INDEX flights_paused ON flights (campaign_id) WHERE stage = 'deferred' AND paused;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX flights_paused;
      ALTER TABLE flights DROP COLUMN paused;
    `);
  }
}

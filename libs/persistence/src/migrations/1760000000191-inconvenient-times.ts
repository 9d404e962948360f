import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a person asked not to be contacted, in their local time: a list of `{days, from, until}`. */
export class InconvenientTimes1760000000191 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE persons ADD COLUMN inconvenient_times jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE persons DROP COLUMN inconvenient_times');
  }
}

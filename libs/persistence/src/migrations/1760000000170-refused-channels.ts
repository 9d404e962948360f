import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Channels by which a person asked not to be contacted at all: texts (`sms`, RCS among them), `email`, `voice`. */
export class RefusedChannels1760000000170 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE persons ADD COLUMN refused_channels text[] NOT NULL DEFAULT '{}'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE persons DROP COLUMN refused_channels');
  }
}

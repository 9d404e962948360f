import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a person said about being contacted on an address, by channel: texts (`sms`, RCS among them), `email`, `voice`.
 * Each is `{said: given | withdrawn, at: epoch ms or null, source, by}`. Which of two sayings stands is said once, in
 * `merged_consents`: the later one; one that gives without a date is older than all, so that no file revives what was
 * taken back.
 */
export class Consents1760000000190 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE contact_points ADD COLUMN consents jsonb NOT NULL DEFAULT '{}'`);
    await db.query(
      `CREATE FUNCTION merged_consents(known jsonb, said jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
         SELECT known || coalesce((
           SELECT jsonb_object_agg(s.key, s.value) FROM jsonb_each(said) s
           WHERE NOT known ? s.key
             OR coalesce((s.value ->> 'at')::float8, '-infinity')
                > coalesce((known -> s.key ->> 'at')::float8, '-infinity')
             OR (s.value ->> 'said' = 'withdrawn' AND known -> s.key ->> 'said' = 'given'
                 AND coalesce((s.value ->> 'at')::float8, 'infinity')
                     >= coalesce((known -> s.key ->> 'at')::float8, '-infinity'))), '{}')
       $$`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION merged_consents(jsonb, jsonb)');
    await db.query('ALTER TABLE contact_points DROP COLUMN consents');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What load taught about messages on their way. */
export class MessagesOnTheirWay1760000000040 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What keeps a message single leads with its person. While it led with the shard, a plan made over a nearly
      -- empty table could take it for the key, and read all messages of a shard for each one it looked for.
      ALTER TABLE messages
        DROP CONSTRAINT messages_shard_person_id_origin_kind_origin_key_occurrence_key,
        ADD CONSTRAINT messages_origin UNIQUE (person_id, origin_kind, origin_key, occurrence, shard);

      -- The case's row that the words were written from, by the transaction that wrote it. Null: written before this.
      ALTER TABLE legs ADD COLUMN case_version text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE legs DROP COLUMN case_version;
      ALTER TABLE messages
        DROP CONSTRAINT messages_origin,
        ADD CONSTRAINT messages_shard_person_id_origin_kind_origin_key_occurrence_key
          UNIQUE (shard, person_id, origin_kind, origin_key, occurrence);
    `);
  }
}

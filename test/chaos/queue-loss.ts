import type { Database } from '#persistence';

/** Empties queues that live on Postgres, as FLUSHALL empties those on Redis; their schema's version stays. */
export async function emptyPostgresQueues(db: Database): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname = 'queues' AND tablename NOT LIKE '%migration%'`,
  );
  if (rows.length > 0) await db.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
}

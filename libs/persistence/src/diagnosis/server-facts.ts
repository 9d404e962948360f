import type { Database } from '../database.js';

/** What a Postgres server tells of itself. */
export interface ServerFacts {
  version: string;
  /** As server_version_num. */
  versionNumber: number;
  fsync: string;
  fullPageWrites: string;
  synchronousCommit: string;
  maxConnections: number;
  connections: number;
  /** The server's clock, epoch ms. */
  now: number;
  knowsZones: boolean;
}

export async function readServerFacts(db: Database): Promise<ServerFacts> {
  const { rows } = await db.query<ServerFacts>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS "versionNumber",
       current_setting('fsync') AS fsync, current_setting('full_page_writes') AS "fullPageWrites",
       current_setting('synchronous_commit') AS "synchronousCommit",
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         AS "maxConnections",
       (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::int AS connections,
       EXISTS (SELECT FROM pg_timezone_names WHERE name = 'Europe/Warsaw') AS "knowsZones",
       (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now`,
  );
  const [facts] = rows;
  if (!facts) throw new Error('The database answered without a row');
  return facts;
}

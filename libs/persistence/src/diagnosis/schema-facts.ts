import type { Database } from '../database.js';
import { MIGRATIONS } from '../migrate.js';
import { missingMonths, MONTHS_PREPARED } from '../partitions/month-partitions.js';

/** How the schema stands against this release. */
export interface SchemaFacts {
  /** Migrations of this release that have not run there. */
  pending: string[];
  /** Migrations that ran there, of which this release knows nothing. */
  unknown: string[];
}

export async function readSchemaFacts(db: Database): Promise<SchemaFacts> {
  const known = MIGRATIONS.map((migration) => migration.name);
  const { rows: tables } = await db.query<{ there: boolean }>(
    `SELECT to_regclass('schema_migrations') IS NOT NULL AS there`,
  );
  if (tables[0]?.there !== true) return { pending: known, unknown: [] };
  const { rows } = await db.query<{ name: string }>('SELECT name FROM schema_migrations');
  const ran = new Set(rows.map((row) => row.name));
  return {
    pending: known.filter((name) => !ran.has(name)),
    unknown: [...ran].filter((name) => !known.includes(name)),
  };
}

/** Partitions of this month and the coming ones that are not there; now is business time in epoch ms. */
export function readMissingPartitions(db: Database, now: number): Promise<string[]> {
  return missingMonths(db, now, MONTHS_PREPARED);
}

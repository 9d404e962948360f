import type pg from 'pg';
import { archivedMark, type HashKey } from '#domain';
import { AdvisoryLock } from '../advisory-locks.js';
import { columns } from '../casework/columns.js';
import type { Queryable } from '../database.js';
import type { StoredSeal } from '../tracking/seals.sql.js';
import type { Month } from './uuidv7-bounds.js';

/** How long to wait for those who are deciding before giving way to them. */
const LOCK_TIMEOUT_MS = 2_000;

/** A month of decisions that was written elsewhere. */
export interface Written {
  month: Month;
  table: string;
  /** Epoch seconds up to which all was sealed when writing began. */
  sealedTo: number;
  decisions: number;
  /** Ids. */
  staying: string[];
}

/** Nobody decides while this takes: a look into an index, and the few that stay. */
export async function detach(
  tx: pg.PoolClient,
  { month, table, sealedTo, decisions, staying }: Written,
): Promise<'archived' | 'not-sealed'> {
  await tx.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
  await tx.query('SELECT pg_advisory_xact_lock($1)', [AdvisoryLock.partitions]);
  await tx.query('LOCK TABLE ONLY decisions IN ACCESS EXCLUSIVE MODE');
  if ((await firstSecond(tx, table, sealedTo)) !== null) return 'not-sealed';
  await tx.query(`ALTER TABLE decisions DETACH PARTITION ${table}`);
  // Theirs is no table of a month any more, so they go to the default partition.
  await tx.query(
    `WITH staying AS (DELETE FROM ${table} WHERE id = ANY($1::uuid[]) RETURNING *)
     INSERT INTO decisions SELECT * FROM staying`,
    [staying],
  );
  await tx.query(
    `INSERT INTO archived_months (month, decisions, archived_at) VALUES ($1, $2, clock_timestamp())
     ON CONFLICT (month) DO UPDATE SET decisions = excluded.decisions, archived_at = excluded.archived_at`,
    [firstDay(month), decisions],
  );
  return 'archived';
}

/** Of a month, as a date. */
export function firstDay({ year, month }: Month): string {
  return `${year}-${String(month).padStart(2, '0')}-01`;
}

/** Epoch seconds up to which decisions are sealed; null when none ever was. */
export async function readSealedTo(db: Queryable): Promise<number | null> {
  const { rows } = await db.query<{ second: number }>(
    'SELECT floor(extract(epoch FROM sealed_to))::bigint AS second FROM seal_progress',
  );
  return rows[0]?.second ?? null;
}

/** The first second of a partition, at or after one, in epoch seconds; null when there is none. */
export async function firstSecond(db: Queryable, table: string, from = 0): Promise<number | null> {
  const { rows } = await db.query<{ second: number | null }>(
    `SELECT floor(extract(epoch FROM min(recorded_at)))::bigint AS second FROM ${table}
     WHERE recorded_at >= to_timestamp($1)`,
    [from],
  );
  return rows[0]?.second ?? null;
}

/** From now on these seals hold without their decisions. */
export async function markArchived(db: Queryable, key: HashKey, seals: readonly StoredSeal[]): Promise<void> {
  const marked = seals.map((seal) => ({ ...seal, mark: archivedMark(key, seal.hash) }));
  await db.query(
    `UPDATE seals s SET archived = m.mark
     FROM unnest($1::uuid[], $2::float8[], $3::bytea[]) AS m(creditor_id, second, mark)
     WHERE s.creditor_id = m.creditor_id AND s.second = to_timestamp(m.second)`,
    columns(marked, 'creditorId', 'second', 'mark'),
  );
}

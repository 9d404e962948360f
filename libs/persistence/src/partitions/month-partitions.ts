import type pg from 'pg';
import { AdvisoryLock } from '../advisory-locks.js';
import type { Database } from '../database.js';
import { type Month, monthAfter, monthOf, uuidv7Bounds } from './uuidv7-bounds.js';

/** The tables that are cut by month, and the column whose UUIDv7 tells which. */
const TABLES = [
  { table: 'receipts', key: 'message_id' },
  { table: 'decisions', key: 'id' },
  { table: 'interactions', key: 'id' },
  { table: 'audit', key: 'id' },
  { table: 'case_events', key: 'id' },
] as const;

/** How many months to have ready, the current one included: a scheduler may be away for the rest of them. */
export const MONTHS_PREPARED = 4;

/**
 * Rows that are moved from the default partition into a late month at most; the table cannot be written meanwhile.
 * More of them stay where they are, found all the same.
 */
export const MOST_ROWS_MOVED = 20_000;

/** How long to wait for those who are writing the table before giving way to them until the next time. */
const LOCK_TIMEOUT_MS = 2_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** A month that a table has no partition for, and why; its rows go to the default partition. */
export interface MissingPartition {
  partition: string;
  reason: 'too-many-rows' | 'table-busy';
}

export interface EnsuredPartitions {
  created: string[];
  missing: MissingPartition[];
}

interface Partition {
  table: string;
  key: string;
  name: string;
  month: Month;
}

/**
 * Makes the partitions of the month that holds the instant and of those after it, where they are missing. Rows that
 * came too early, into the default partition, are moved to their month, unless they are many or the table is busy:
 * then the month stays in the default partition, which the answer tells, and everything works, only less tidily.
 * Any number of processes may ask at once, and ask again.
 * @param from business time in epoch milliseconds, as the ids are made
 * @param months how many months, the current one included
 */
export async function ensureMonthPartitions(
  db: Database,
  from: number,
  months: number,
): Promise<EnsuredPartitions> {
  const ensured: EnsuredPartitions = { created: [], missing: [] };
  for (const partition of await missingOnes(db, wanted(from, months))) {
    const outcome = await create(db, partition);
    if (outcome === 'created') ensured.created.push(partition.name);
    else if (outcome !== 'exists') ensured.missing.push({ partition: partition.name, reason: outcome });
  }
  return ensured;
}

/** The partitions of those months that are not there, by name. */
export async function missingMonths(db: Database, from: number, months: number): Promise<string[]> {
  return (await missingOnes(db, wanted(from, months))).map(({ name }) => name);
}

function wanted(from: number, months: number): Partition[] {
  const first = monthOf(from);
  return Array.from({ length: months }, (_, i) => monthAfter(first, i)).flatMap((month) =>
    TABLES.map(({ table, key }) => ({ table, key, month, name: nameOf(table, month) })),
  );
}

function nameOf(table: string, { year, month }: Month): string {
  return `${table}_${year}_${String(month).padStart(2, '0')}`;
}

async function missingOnes(db: Pick<Database, 'query'>, partitions: Partition[]): Promise<Partition[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT child.relname AS name FROM pg_inherits
     JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = ANY ($1::text[]::regclass[]) AND child.relname = ANY ($2::text[])`,
    [TABLES.map(({ table }) => table), partitions.map(({ name }) => name)],
  );
  const existing = new Set(rows.map(({ name }) => name));
  return partitions.filter(({ name }) => !existing.has(name));
}

async function create(
  db: Database,
  partition: Partition,
): Promise<'created' | 'exists' | MissingPartition['reason']> {
  try {
    return await db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [AdvisoryLock.partitions]);
      if ((await missingOnes(tx, [partition])).length === 0) return 'exists';
      await tx.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
      return (await attach(tx, partition)) ? 'created' : 'too-many-rows';
    });
  } catch (error) {
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return 'table-busy';
    throw error;
  }
}

/**
 * Makes the table apart and attaches it, which leaves the parent open to readers and writers all along; only the
 * default partition is closed, to nobody but those who use it.
 */
async function attach(tx: pg.PoolClient, { table, key, name, month }: Partition): Promise<boolean> {
  const { from, to } = uuidv7Bounds(month.year, month.month);
  const ofTheMonth = `${key} >= '${from}' AND ${key} < '${to}'`;
  await tx.query(`LOCK TABLE ${table}_rest IN ACCESS EXCLUSIVE MODE`);
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*) FROM (SELECT FROM ${table}_rest WHERE ${ofTheMonth} LIMIT ${MOST_ROWS_MOVED + 1}) early`,
  );
  if ((rows[0]?.count ?? 0) > MOST_ROWS_MOVED) return false;
  await tx.query(`
    CREATE TABLE ${name} (LIKE ${table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
    WITH early AS (DELETE FROM ${table}_rest WHERE ${ofTheMonth} RETURNING *)
    INSERT INTO ${name} SELECT * FROM early;
    ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}');
  `);
  return true;
}

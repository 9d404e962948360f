import { PlainError } from '#contracts';
import { DataSource, type QueryRunner } from 'typeorm';
import { AdvisoryLock } from './advisory-locks.js';
import { Database } from './database.js';
import { Foundations1760000000001 } from './migrations/1760000000001-foundations.js';
import { PeopleAndCases1760000000002 } from './migrations/1760000000002-people-and-cases.js';
import { Outreach1760000000003 } from './migrations/1760000000003-outreach.js';
import { Portal1760000000020 } from './migrations/1760000000020-portal.js';
import { SettledLater1760000000030 } from './migrations/1760000000030-settled-later.js';
import { MessagesOnTheirWay1760000000040 } from './migrations/1760000000040-messages-on-their-way.js';
import { Cards1760000000050 } from './migrations/1760000000050-cards.js';
import { EscalationInFull1760000000060 } from './migrations/1760000000060-escalation-in-full.js';
import { Calls1760000000070 } from './migrations/1760000000070-calls.js';
import { Promises1760000000080 } from './migrations/1760000000080-promises.js';
import { Businesses1760000000090 } from './migrations/1760000000090-businesses.js';
import { LighterKeys1760000000100 } from './migrations/1760000000100-lighter-keys.js';
import { AccountRates1760000000110 } from './migrations/1760000000110-account-rates.js';
import { LoweredDebts1760000000120 } from './migrations/1760000000120-lowered-debts.js';
import { KeysByStatement1760000000130 } from './migrations/1760000000130-keys-by-statement.js';
import { WaitingLines1760000000140 } from './migrations/1760000000140-waiting-lines.js';
import { DebtorAtHand1760000000150 } from './migrations/1760000000150-debtor-at-hand.js';
import { ArchivedDecisions1760000000160 } from './migrations/1760000000160-archived-decisions.js';
import { RefusedChannels1760000000170 } from './migrations/1760000000170-refused-channels.js';
import { HeldByAPause1760000000180 } from './migrations/1760000000180-held-by-a-pause.js';
import { Consents1760000000190 } from './migrations/1760000000190-consents.js';
import { InconvenientTimes1760000000191 } from './migrations/1760000000191-inconvenient-times.js';
import { HandOffs1760000000200 } from './migrations/1760000000200-hand-offs.js';
import { Attributes1760000000210 } from './migrations/1760000000210-attributes.js';
import { Entries1760000000211 } from './migrations/1760000000211-entries.js';
import { Together1760000000212 } from './migrations/1760000000212-together.js';
import { Letters1760000000220 } from './migrations/1760000000220-letters.js';
import { ensureMonthPartitions, MONTHS_PREPARED } from './partitions/month-partitions.js';

export const MIGRATIONS = [
  Foundations1760000000001,
  PeopleAndCases1760000000002,
  Outreach1760000000003,
  Portal1760000000020,
  SettledLater1760000000030,
  MessagesOnTheirWay1760000000040,
  Cards1760000000050,
  EscalationInFull1760000000060,
  Calls1760000000070,
  Promises1760000000080,
  Businesses1760000000090,
  LighterKeys1760000000100,
  AccountRates1760000000110,
  LoweredDebts1760000000120,
  KeysByStatement1760000000130,
  WaitingLines1760000000140,
  DebtorAtHand1760000000150,
  ArchivedDecisions1760000000160,
  RefusedChannels1760000000170,
  HeldByAPause1760000000180,
  Consents1760000000190,
  InconvenientTimes1760000000191,
  HandOffs1760000000200,
  Attributes1760000000210,
  Entries1760000000211,
  Together1760000000212,
  Letters1760000000220,
];

function migrationSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'all',
  });
}

/** Brings the schema of the database at url up to date. Returns the names of the migrations that ran. */
export async function migrate(url: string): Promise<string[]> {
  const source = await migrationSource(url).initialize();
  const lock = source.createQueryRunner();
  try {
    await requireVersion(lock);
    await lock.query('SELECT pg_advisory_lock($1)', [AdvisoryLock.migration]);
    const ran = await source.runMigrations({ transaction: 'all' });
    await prepareMonths(url);
    return ran.map((migration) => migration.name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [AdvisoryLock.migration]);
    await lock.release();
    await source.destroy();
  }
}

/** Statements of ours use what came with it, such as RETURNING of old values. */
const OLDEST_POSTGRES = 18;

async function requireVersion(db: QueryRunner): Promise<void> {
  const [row] = (await db.query(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`,
  )) as { version: string; number: number }[];
  if (row !== undefined && row.number >= OLDEST_POSTGRES * 10_000) return;
  throw new PlainError(
    `The database is Postgres ${row?.version}; Dunlin needs ${OLDEST_POSTGRES} or newer. Upgrade it, or point ` +
      'DATABASE_URL at another.',
  );
}

/** So that rows written before the first scheduler runs, as an import does, find their month. */
async function prepareMonths(url: string): Promise<void> {
  const db = new Database({ url, connections: 1, name: 'dunlin migrate' });
  try {
    // A new database has no clock yet: then machine time is the best guess, and a wrong month does no harm.
    const { rows } = await db.query<{ now: number }>(
      'SELECT extract(epoch FROM coalesce(business_now(), now()))::float8 * 1000 AS now',
    );
    await ensureMonthPartitions(db, rows[0]?.now ?? Date.now(), MONTHS_PREPARED);
  } finally {
    await db.close();
  }
}

/** Takes back at most count migrations, the latest first, for an operator who rolls a release back. Returns their names. */
export async function revert(url: string, count: number): Promise<string[]> {
  const source = await migrationSource(url).initialize();
  try {
    const reverted: string[] = [];
    for (let i = 0; i < count; i += 1) {
      const name = await latestMigration(source);
      if (name === null) break;
      await source.undoLastMigration({ transaction: 'all' });
      reverted.push(name);
    }
    return reverted;
  } finally {
    await source.destroy();
  }
}

async function latestMigration(source: DataSource): Promise<string | null> {
  const rows = await source.query<{ name: string }[]>(
    'SELECT name FROM schema_migrations ORDER BY id DESC LIMIT 1',
  );
  return rows[0]?.name ?? null;
}

import { randomBytes } from 'node:crypto';
import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '#persistence';
import { startCluster } from '#platform';

/** A migrated database of one suite's own. */
export interface ThrowAwayDatabase {
  url: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'dunlin_template';
const LOCK_PATIENCE_MS = 120_000;

/**
 * Makes a database by cloning a template that was migrated once in this test run. The server is started by the first
 * suite that asks, on DATABASE_URL's if that is given, and stopped when the run is over (test/setup).
 */
export async function throwAwayDatabase(): Promise<ThrowAwayDatabase> {
  const address = await serverAddress();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(address(), `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  return {
    url: address(name),
    drop: async () => {
      await onServer(address(), `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

type Address = (database?: string) => string;

let server: Promise<Address> | undefined;

function serverAddress(): Promise<Address> {
  return (server ??= prepare());
}

async function prepare(): Promise<Address> {
  const directory = process.env.DUNLIN_TEST_RUN;
  if (!directory)
    throw new Error('Run the tests through Jest: its global setup makes the folder they share.');
  return exclusively(join(directory, 'lock'), async () => {
    const address = await startOrUse(directory);
    const known = await onServer(address(), `SELECT 1 FROM pg_database WHERE datname = '${TEMPLATE}'`);
    if (known === 0) {
      // Under another name until it is complete, so that a broken migration never becomes the template.
      await onServer(address(), `DROP DATABASE IF EXISTS ${TEMPLATE}_new`, `CREATE DATABASE ${TEMPLATE}_new`);
      await migrate(address(`${TEMPLATE}_new`));
      await onServer(address(), `ALTER DATABASE ${TEMPLATE}_new RENAME TO ${TEMPLATE}`);
    }
    return address;
  });
}

async function startOrUse(directory: string): Promise<Address> {
  const given = process.env.DATABASE_URL;
  if (given) {
    return (database) => {
      const url = new URL(given);
      if (database) url.pathname = `/${database}`;
      return url.href;
    };
  }
  const cluster = await startCluster({ directory, durable: false });
  return (database) => cluster.url(database ?? 'postgres');
}

/** Runs SQL statements one after another; returns the rows that the last one gave. */
async function onServer(url: string, ...statements: string[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows = 0;
    for (const sql of statements) rows = (await client.query(sql)).rowCount ?? 0;
    return rows;
  } finally {
    await client.end();
  }
}

/** One worker at a time, by the one thing that the file system does atomically. */
async function exclusively<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + LOCK_PATIENCE_MS;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
  try {
    return await work();
  } finally {
    rmdirSync(lock);
  }
}

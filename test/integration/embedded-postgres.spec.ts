import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { acquireEmbeddedPostgres, type EmbeddedPostgres } from '#platform';

let directory: string;
let held: EmbeddedPostgres | undefined;
const unexpected: unknown[] = [];
const hold = async (role: 'start' | 'command' = 'start'): Promise<EmbeddedPostgres> =>
  (held = await acquireEmbeddedPostgres(directory, role, (error) => unexpected.push(error)));

async function query<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** postmaster.pid: the process id of the server is its first line. */
const pidFile = (): string => join(directory, 'postgres', 'postmaster.pid');
const serverPid = (): number => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

async function until<T>(attempt: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + 20_000; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(100);
    }
  }
}

beforeAll(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'dunlin-embedded-')), 'data');
  chmodSync(join(directory, '..'), 0o711);
});
afterEach(async () => {
  await held?.release();
  held = undefined;
  expect(unexpected).toEqual([]);
});
afterAll(() => rmSync(join(directory, '..'), { recursive: true }));

describe('the Postgres that comes with Dunlin', () => {
  it('starts with a database of ours that waits for the disk, and keeps its data and port for the next start', async () => {
    const first = await hold();
    const settings = await query(
      first.url,
      "SELECT current_setting('fsync') AS fsync, current_database() AS name",
    );
    expect(settings).toEqual([{ fsync: 'on', name: 'dunlin' }]);
    await query(first.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)');
    await first.release();
    expect(existsSync(pidFile())).toBe(false);
    const second = await hold();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT id FROM kept')).toEqual([{ id: 7 }]);
  });

  it('is shared by commands beside a start, and stops with the last of them', async () => {
    const start = await hold();
    const command = await acquireEmbeddedPostgres(directory, 'command', (error) => unexpected.push(error));
    expect(command.url).toBe(start.url);
    await command.release();
    await start.release();
    expect(existsSync(pidFile())).toBe(false);
  });

  it('is started again on the same port when it is killed, with all that was committed', async () => {
    const { url } = await hold();
    const pid = serverPid();
    process.kill(pid, 'SIGKILL');
    const rows = await until(async () => {
      if (existsSync(pidFile()) && serverPid() === pid) throw new Error('not started again yet');
      return query(url, 'SELECT id FROM kept');
    });
    expect(rows).toEqual([{ id: 7 }]);
  });

  it('starts after a crash even if another program has the process id that it left behind', async () => {
    await hold();
    await held?.release();
    const other = spawn('sleep', ['60']);
    try {
      const stale = [other.pid, join(directory, 'postgres'), 1, 5432, '', '127.0.0.1', ' ', 'ready', ''].join(
        '\n',
      );
      writeFileSync(pidFile(), stale);
      expect(await query((await hold()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(other.exitCode).toBeNull();
    } finally {
      other.kill();
    }
  });

  it('says so plainly when another start holds the same data', async () => {
    const other = spawn('sleep', ['60']);
    try {
      await hold();
      await held?.release();
      const stat = readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
      const user = { pid: other.pid, identity: `${other.pid}@${stat}`, role: 'start' };
      writeFileSync(join(directory, 'run', `${other.pid}.json`), JSON.stringify(user));
      await expect(hold()).rejects.toThrow(`Dunlin already runs on ${directory} (process ${other.pid})`);
      held = undefined;
    } finally {
      other.kill();
    }
  });
});

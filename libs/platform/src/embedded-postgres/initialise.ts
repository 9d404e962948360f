import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { PlainError } from '#contracts';
import { POSTGRES_MAJOR } from './binaries.js';
import type { Placement } from './placement.js';

/** The role that owns everything, and the database that is made for it. */
export const OWNER = 'dunlin';

/**
 * Makes a cluster where there is none. It is made beside its place and moved there when complete, so that a start
 * that is interrupted leaves nothing half made.
 * @param password of the owner.
 * @param durable false skips waiting for the disk, for clusters that are thrown away.
 */
export async function initialise(where: Placement, password: string, durable: boolean): Promise<void> {
  const { data, account } = where;
  const draft = `${data}.new`;
  const passwordFile = join(dirname(data), `${OWNER}-password.${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (account) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    await run(where, 'initdb', [
      `--pgdata=${draft}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durable ? [] : ['--no-sync']),
    ]);
    // A server of one session, which needs neither port nor password, makes the database.
    await run(where, 'postgres', ['--single', '-D', draft, 'postgres'], `CREATE DATABASE ${OWNER}\n`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  if (existsSync(data)) rmSync(data, { recursive: true });
  renameSync(draft, data);
}

/** Whether a complete cluster of our version is there. @throws PlainError when something else is. */
export function isInitialised(data: string): boolean {
  const version = join(data, 'PG_VERSION');
  if (!existsSync(version)) {
    if (!existsSync(data) || readdirSync(data).length === 0) return false;
    throw new PlainError(`${data} is not empty, and no Postgres database. Move it away, or set DUNLIN_DATA.`);
  }
  const found = readFileSync(version, 'utf8').trim();
  if (found === POSTGRES_MAJOR) return true;
  throw new PlainError(
    `${data} was written by Postgres ${found}, and this Dunlin brings Postgres ${POSTGRES_MAJOR}. ` +
      `Move the data with pg_dump of version ${found}, or set DATABASE_URL to a server that reads it.`,
  );
}

function run(where: Placement, program: string, args: string[], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(where.binaries, 'bin', program), args, {
      ...where.account,
      cwd: '/',
      // Ctrl-C at the terminal is ours to handle.
      detached: true,
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new PlainError(`Postgres could not be set up (${program}):\n${said.trim()}`));
    });
    child.stdin.on('error', () => undefined).end(input);
  });
}

import { PlainError } from '#contracts';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** Whom Postgres runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Postgres refuses to run as root. So as root it runs as the owner of its data, else as the system's `postgres`
 * user, which is made when there is none. Undefined: as ourselves.
 * @param data the data directory, which need not exist yet.
 */
export function accountFor(data: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return systemUser() ?? makeSystemUser();
}

function systemUser(): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function makeSystemUser(): Account {
  const made = spawnSync(
    'useradd',
    [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ],
    { encoding: 'utf8' },
  );
  const user = systemUser();
  if (user) return user;
  throw new PlainError(
    'Postgres may not run as root, and no user "postgres" could be made for it ' +
      `(${(made.stderr || made.error?.message || 'useradd failed').trim()}). ` +
      'Start Dunlin as an ordinary user, or set DATABASE_URL to a Postgres of your own.',
  );
}

/** Whether an account can pass through all folders on the way to a path and enter it. */
export function canEnter(account: Account, path: string): boolean {
  const { uid, gid } = account;
  return spawnSync('/usr/bin/test', ['-x', path], { uid, gid, cwd: '/' }).status === 0;
}

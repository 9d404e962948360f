import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '#contracts';
import { ensureDataDirectory } from './data-directory.js';

export interface KeptValue {
  readonly value: string;
  /** True when this call made it, so that it is worth showing to the person who started Dunlin. */
  readonly made: boolean;
}

/** Reads a random value that the installation keeps under a name, making it the first time. */
export type KeptValues = (dataDirectory: string, name: 'secret' | 'api-key') => KeptValue;

/** Keeps values as files that only their owner reads. Two processes starting together agree on one value. */
export const keptValue: KeptValues = (dataDirectory, name) => {
  const file = join(dataDirectory, name);
  const kept = read(file);
  if (kept !== undefined) return { value: kept, made: false };
  ensureDataDirectory(dataDirectory);
  const value = randomBytes(24).toString('hex');
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, `${value}\n`, { mode: 0o600 });
  try {
    // A link fails when the name is taken: whoever links first has chosen, and no reader sees half a file.
    linkSync(draft, file);
    return { value, made: true };
  } catch (error) {
    const other = (error as NodeJS.ErrnoException).code === 'EEXIST' ? read(file) : undefined;
    if (other === undefined) throw error;
    return { value: other, made: false };
  } finally {
    rmSync(draft, { force: true });
  }
};

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new PlainError(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code}). It belongs to whoever started Dunlin ` +
        'first: start it as the same user, or set DUNLIN_DATA to a directory of your own.',
      { cause: error },
    );
  }
}

import { access, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PlainError } from '#contracts';
import type { SealedSecond } from '#domain';
import type { ArchiveKeeper } from '#persistence';
import type { ArchivedLine } from './archive-folder.js';

/**
 * Runs work that writes one month into a new file. It has its name only once it is whole and on the disk.
 * @throws PlainError when there is a file of that name: an archive is never written over
 */
export async function intoFile<T>(file: string, work: (keeper: ArchiveKeeper) => Promise<T>): Promise<T> {
  if (await exists(file))
    throw new PlainError(
      `${file} is there already, maybe of an archive that was broken off. Move it away, and try again.`,
    );
  const handle = await open(`${file}.new`, 'w');
  try {
    return await work({
      write: (seconds) => handle.appendFile(linesOf(seconds)),
      keep: async () => {
        await handle.sync();
        await rename(`${file}.new`, file);
        await syncFolder(dirname(file));
      },
    });
  } finally {
    await handle.close();
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** The name is on the disk, too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function linesOf(seconds: readonly SealedSecond[]): string {
  return seconds
    .flatMap(({ second, creditorId, decisions }) =>
      decisions.map((decision): ArchivedLine => ({ second, creditorId, ...decision })),
    )
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

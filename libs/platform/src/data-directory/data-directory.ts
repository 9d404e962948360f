import { PlainError } from '#contracts';
import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';

/**
 * Makes the data directory. Others may pass through it (Postgres may not run as root, so as root its files belong
 * to another user) but not list it; the files in it that are secret are readable by their owner alone.
 */
export function ensureDataDirectory(directory: string): void {
  try {
    if (mkdirSync(directory, { recursive: true, mode: 0o711 }) !== undefined) chmodSync(directory, 0o711);
  } catch (error) {
    throw new PlainError(
      `${directory} cannot be made (${(error as NodeJS.ErrnoException).code}). ` +
        'Run Dunlin where you may write, or set DUNLIN_DATA to a directory of your own.',
      { cause: error },
    );
  }
  try {
    accessSync(directory, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new PlainError(
      `You may not write in ${directory}; it belongs to user ${statSync(directory).uid}, who started Dunlin here ` +
        'first. Start it as that user, or set DUNLIN_DATA to a directory of your own.',
      { cause: error },
    );
  }
}

import { access, constants, stat } from 'node:fs/promises';
import type { FileRefusal } from '#casework';
import { EXIT_REFUSED, type Print } from './intake-world.js';

/** Tells why a whole file was refused; gives the exit code for it. */
export function printRefusal(file: string, refusal: FileRefusal, print: Print): number {
  print(`${file} was not taken in: ${refusal.reason}.`);
  print(`What to do: ${refusal.remedy}.`);
  return EXIT_REFUSED;
}

/** Whether it is a file that this user can read; tells when it is not. */
export async function isReadable(file: string, print: Print): Promise<boolean> {
  try {
    await access(file, constants.R_OK);
    // Not only plain files: rows may also come through a pipe.
    if (!(await stat(file)).isDirectory()) return true;
    print(`${file} is a folder; name a file.`);
  } catch {
    // Missing or forbidden: the one or the other.
    print(`${file} cannot be read; check its name and whether this user may read it.`);
  }
  return false;
}

import { access, constants } from 'node:fs/promises';
import type { FileRefusal } from '#casework';
import { EXIT_REFUSED, type Print } from './intake-world.js';

/** Tells why a whole file was refused; gives the exit code for it. */
export function printRefusal(file: string, refusal: FileRefusal, print: Print): number {
  print(`${file} was not taken in: ${refusal.reason}.`);
  print(`What to do: ${refusal.remedy}.`);
  return EXIT_REFUSED;
}

/** Whether this user can read the file. */
export async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK);
    return true;
  } catch {
    // Missing or forbidden: the one or the other, the command says that it cannot be read.
    return false;
  }
}

export function printUnreadable(file: string, print: Print): number {
  print(`${file} cannot be read; check its name and whether this user may read it.`);
  return EXIT_REFUSED;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '../..');

const NOT_OURS = new Set(['node_modules', 'dist', 'web', '.dunlin', 'coverage']);

/** A source file: its path below the root, with forward slashes, and its text. */
export interface Source {
  path: string;
  text: string;
}

/** All folders of ours below a folder of the repository, itself included, as paths below the root. */
export function foldersBelow(folder: string): string[] {
  const inside = readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NOT_OURS.has(entry.name))
    .flatMap((entry) => foldersBelow(join(folder, entry.name)));
  return [relative(ROOT, join(ROOT, folder)).replaceAll('\\', '/'), ...inside];
}

/** The names of the folders directly in a folder of the repository that hold any file. */
export function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && holdsFiles(join(folder, entry.name)))
    .map((entry) => entry.name)
    .sort();
}

/** Git keeps no empty folders, so neither counts them. */
function holdsFiles(folder: string): boolean {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).some(
    (entry) => entry.isFile() || holdsFiles(join(folder, entry.name)),
  );
}

/** Every TypeScript file of ours under libs/, apps/ and test/. */
export function typescriptSources(): Source[] {
  return ['libs', 'apps', 'test'].flatMap(foldersBelow).flatMap((folder) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => ({
        path: `${folder}/${entry.name}`,
        text: readFileSync(join(ROOT, folder, entry.name), 'utf8'),
      })),
  );
}

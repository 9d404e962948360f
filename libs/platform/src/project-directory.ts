import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds campaigns/ and templates/: the checkout, whether run from sources or from dist. */
export function projectDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'campaigns')) || !existsSync(join(directory, 'package.json'))) {
    const parent = dirname(directory);
    if (parent === directory)
      throw new Error('The folder campaigns/ is missing beside package.json; check the installation.');
    directory = parent;
  }
  return directory;
}

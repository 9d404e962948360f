import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDirectory } from '#platform';
import { documents } from './generated-parts.js';

/** `npm run docs`: writes the generated parts of the documents anew. */
for (const { path, written, wanted } of await documents(projectDirectory())) {
  if (written === wanted) continue;
  await writeFile(join(projectDirectory(), path), wanted);
  console.log(`${path} was written.`);
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { campaignJsonSchema } from '#domain';
import { projectDirectory } from '#platform';
import { format, resolveConfig } from 'prettier';
import { documents } from './generated-parts.js';

/** `npm run docs`: writes the generated parts of the documents anew. */
const schema = join(projectDirectory(), 'campaigns', 'campaign.schema.json');
await writeFile(
  schema,
  await format(JSON.stringify(campaignJsonSchema()), { ...(await resolveConfig(schema)), filepath: schema }),
);
for (const { path, written, wanted } of await documents(projectDirectory())) {
  if (written === wanted) continue;
  await writeFile(join(projectDirectory(), path), wanted);
  console.log(`${path} was written.`);
}

import { projectDirectory } from '#platform';
import { documents } from '../harness/documents/generated-parts.js';

describe('a document with generated parts', () => {
  it('says what the code does; `npm run docs` brings it up to date', async () => {
    for (const { written, wanted } of await documents(projectDirectory())) expect(written).toBe(wanted);
  });
});

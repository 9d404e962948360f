import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAnchor, writeAnchor } from './seal-anchor.js';

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dunlin-anchor-'));
  file = join(directory, 'seals.json');
});
afterEach(() => rm(directory, { recursive: true }));

describe('the note of the newest seals', () => {
  const head = {
    creditorId: '0190b0b0-0000-7000-8000-00000000000f',
    second: 1_768_208_400,
    hash: 'ab'.repeat(32),
  };

  it('holds nothing before the first audit, and afterwards what that wrote', async () => {
    expect(await readAnchor(file)).toBeNull();
    await writeAnchor(file, [head]);
    expect(await readAnchor(file)).toEqual([head]);
  });

  it.each(['', '{}', '{"heads":[{"creditorId":"x"}]}'])(
    'never counts as empty when it is damaged: %j',
    async (text) => {
      await writeFile(file, text);
      await expect(readAnchor(file)).rejects.toThrow('seals.json is no note of seals');
    },
  );

  it('that cannot be read is said to be so', async () => {
    await expect(readAnchor(directory)).rejects.toThrow(`${directory} is a folder; name a file.`);
  });
});

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplates } from '#templating';
import { dialoguesBeside } from './dialogues.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'templates-'));
  await cp(join(process.cwd(), 'templates'), folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('families that call', () => {
  it('follow dialogues that exist', async () => {
    const dialogues = await dialoguesBeside(await loadTemplates(folder), folder);
    expect(dialogues.find('overdue-call', 'pl')).toBeDefined();
  });

  it('keep the service from starting when they name one that does not', async () => {
    const meta = join(folder, 'overdue', 'meta.yaml');
    const text = await readFile(meta, 'utf8');
    await writeFile(meta, text.replace('dialogue: overdue-call', 'dialogue: overdue-cal'));
    await expect(dialoguesBeside(await loadTemplates(folder), folder)).rejects.toThrow(
      'overdue/meta.yaml: there is no dialogue "overdue-cal"; known: overdue-call',
    );
    await writeFile(meta, text.replace('dialogue: overdue-call', ''));
    await expect(loadTemplates(folder)).rejects.toThrow('the channel voice and a dialogue go together');
    await writeFile(meta, text);
  });
});

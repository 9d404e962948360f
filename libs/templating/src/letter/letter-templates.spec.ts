import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatFault, TemplateFaultsError } from '../lint/fault.js';
import { TemplateLetterPress } from './template-letter-press.js';

const DIR = fileURLToPath(new URL('../../../../templates', import.meta.url));
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'letters-'));
  for (const folder of ['letters', '_rules'])
    await cp(join(DIR, folder), join(dir, folder), { recursive: true });
});
afterEach(() => rm(dir, { recursive: true }));

async function faultsAfter(language: string, change: (text: string) => string): Promise<string[]> {
  const file = join(dir, 'letters/formal-demand', `${language}.hbs`);
  await writeFile(file, change(await readFile(file, 'utf8')));
  try {
    await TemplateLetterPress.open(dir);
    return [];
  } catch (error) {
    if (error instanceof TemplateFaultsError) return error.faults.map(formatFault);
    throw error;
  }
}

describe('a letter', () => {
  it('that is shipped has no fault', async () => {
    expect(await faultsAfter('pl', (text) => text)).toEqual([]);
  });

  it('names what a demand names, says nothing forbidden, and carries no link', async () => {
    expect(
      await faultsAfter('pl', (text) => text.replaceAll('account creditor.bankAccount', 'case.ref')),
    ).toEqual(['letters/formal-demand/pl.hbs error [must-state] must always state creditor.bankAccount']);
    expect(await faultsAfter('en', (text) => `${text}\nA bailiff {{creditor.nmae}} {{link}}`)).toEqual([
      'letters/formal-demand/pl.hbs error [must-state] must always state creditor.bankAccount',
      'letters/formal-demand/en.hbs:45:11 error [unknown-variable] there is no variable creditor.nmae',
      expect.stringContaining(
        'en.hbs:45:3 error [forbidden-phrase] "bailiff": enforcement needs a court title',
      ),
      'letters/formal-demand/en.hbs:45:29 error [personal-data] link is no link for paper; write creditor.website',
    ]);
  });

  it('is written in every language', async () => {
    await rm(join(dir, 'letters/formal-demand/uk.hbs'));
    await expect(TemplateLetterPress.open(dir)).rejects.toThrow('uk.hbs error [language-missing]');
  });
});

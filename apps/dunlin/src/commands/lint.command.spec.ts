import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPolicyPacks } from '#persistence';
import { lint } from './lint.command.js';

let folder: string;
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'dunlin-lint-')), 'templates');
  await cp('templates', folder, { recursive: true });
});
afterAll(() => rm(join(folder, '..'), { recursive: true }));

async function linted(templates: string, ...asked: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const packs = await readPolicyPacks('campaigns/policies');
  return { code: await lint({ templates, packs, asked }, (line) => lines.push(line)), lines };
}

describe('dunlin lint', () => {
  it('finds no fault in what is shipped, also by the packs of Poland and the Union', async () => {
    const { code, lines } = await linted('templates', 'pl-default', 'eu-base');
    expect(lines.at(-1)).toMatch(/^\d+ families and their dialogues, no faults\.$/);
    expect(code).toBe(0);
  }, 60_000);

  it('tells which families may not be sent under a pack, first or later, and of no others', async () => {
    const { code, lines } = await linted('templates', 'us-regf');
    expect(code).toBe(1);
    const text = lines.join('\n');
    expect(text).toMatch(/^as a first contact: "overdue" \(en, sms\) does not always say .*mini-miranda/m);
    expect(text).toMatch(
      /^as a later contact: "overdue" \(en, sms\) does not always say \/debt collector\//m,
    );
    expect(text).not.toMatch(/"us-(?:reminder|validation)"/);
    expect(text).not.toContain('"payment-receipt"');
  }, 60_000);

  it('names a forbidden phrase and a faulty dialogue with their places, and a pack that is none', async () => {
    await writeFile(
      join(folder, 'reminder/pl/sms.hbs'),
      'Przyjdzie komornik. {{case.ref}}: {{link}} {{stopTexts creditor.takesReplies}}',
    );
    await writeFile(join(folder, 'dialogues/overdue-call/en.yaml'), 'dialogue: overdue-call\n');
    const { code, lines } = await linted(folder, 'pl-lenient');
    expect(code).toBe(1);
    const text = lines.join('\n');
    expect(text).toContain('There is no policy pack "pl-lenient".');
    expect(text).toMatch(/^reminder\/pl\/sms\.hbs:1:11 error \[forbidden-phrase\] "komornik"/m);
    expect(text).toMatch(/^dialogues\/overdue-call\/en\.yaml:/m);
  }, 60_000);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IntakeDesk } from '#casework';
import { runImport } from './import.command.js';
import { EXIT_REFUSED, type Print } from './intake-world.js';
import { runInvoices } from './invoices.command.js';
import { runPayments } from './payments.command.js';
import { runPlans } from './plans.command.js';

const folder = mkdtempSync(join(tmpdir(), 'dunlin-folder-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Nothing of it may be asked for. */
const untouched = {} as IntakeDesk;

const commands: [string, (file: string, print: Print) => Promise<number>][] = [
  ['import', (file, print) => runImport(untouched, file, {}, print)],
  ['invoices', (file, print) => runInvoices(untouched, file, {}, print)],
  ['payments', (file, print) => runPayments(untouched, file, {}, print)],
  ['plans', (file, print) => runPlans(untouched, file, {}, print)],
];

describe.each(commands)('dunlin %s', (_, run) => {
  it.each([
    ['a folder', folder, `${folder} is a folder; name a file.`],
    [
      'a file that is not there',
      join(folder, 'none.csv'),
      `${join(folder, 'none.csv')} cannot be read; check its name and whether this user may read it.`,
    ],
  ])('refuses %s, and says so', async (_what, file, words) => {
    const lines: string[] = [];
    expect(await run(file, (line) => lines.push(line))).toBe(EXIT_REFUSED);
    expect(lines).toEqual([words]);
  });
});

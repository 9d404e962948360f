import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runImport } from '../../apps/dunlin/src/commands/import.command.js';
import { runInvoices } from '../../apps/dunlin/src/commands/invoices.command.js';
import { runPayments } from '../../apps/dunlin/src/commands/payments.command.js';
import { runPlans } from '../../apps/dunlin/src/commands/plans.command.js';
import { CaseworkWorld } from './casework.world.js';

let world: CaseworkWorld;
let folder: string;
let lines: string[];
const print = (line: string): void => void lines.push(line);

beforeAll(async () => {
  world = await CaseworkWorld.open();
  folder = await mkdtemp(join(tmpdir(), 'dunlin-refused-'));
});
beforeEach(() => (lines = []));
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, ...rows: string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, rows.join('\n'));
  return path;
}

/** The list beside a file of this name, without its head. */
async function listed(name: string): Promise<string[]> {
  const text = await readFile(join(folder, `${name}.refused.csv`), 'utf8');
  expect(text.startsWith('\ufeffline;case;column;problem;what to do\r\n')).toBe(true);
  return text.split('\r\n').slice(1, -1);
}

const HEADER = 'nr_sprawy;tytul;kwota;termin_platnosci;imie;nazwisko;kod_pocztowy;telefon';
const GOOD = (ref: string) => `${ref};Faktura;100,00;10.12.2025;Jan;Nowak;00-001;600100200`;
const BAD = (ref: string) => `${ref};Faktura;1,2,3;10.12.2025;Jan;Nowak;00-001;600100200`;
const P1 = { portfolio: 'P1', creditor: 'prad' };

describe('rows of a file that are refused', () => {
  it('are listed beside it, all of them, however few of them the screen has room for', async () => {
    const rows = Array.from({ length: 1500 }, (_, at) => BAD(`R/${at}`));
    const path = await file('many.csv', HEADER, GOOD('G/1'), ...rows, GOOD('G/1'), 'X/1;Faktura;1');
    expect(await runImport(world.intake, path, P1, print)).toBe(0);
    const all = await listed('many');
    expect(all).toHaveLength(1502);
    expect(all[0]).toMatch(/^3;R\/0;kwota;"""1,2,3"" .*";.+/);
    expect(all[1500]).toBe('1503;G/1;;"""G/1"" repeats the case number of line 2";keep one of the two rows');
    expect(all[1501]).toMatch(/^1504;;;the row has 3 cells where the header has 8;/);
    // Neither names nor numbers of debtors: whose the case is, its number tells the creditor.
    expect(all.join()).not.toMatch(/Nowak|600100200|00-001/);
    expect(lines.filter((line) => line.startsWith('  line '))).toHaveLength(1000);
    expect(lines).toContain('  … and 502 more.');
    expect(lines).toContain(`All that was refused: ${join(folder, 'many.refused.csv')}.`);
  });

  it('leave no list once they are corrected', async () => {
    const path = await file('many.csv', HEADER, GOOD('G/1'));
    await runImport(world.intake, path, P1, print);
    expect(await readdir(folder)).toEqual(['many.csv']);
    expect(lines.join()).not.toMatch(/refused:/);
  });

  it('are listed by a dry run as well', async () => {
    const path = await file('dry.csv', HEADER, BAD('R/1'));
    await runImport(world.intake, path, { ...P1, dryRun: true }, print);
    expect(await listed('dry')).toHaveLength(1);
  });

  it('leave an earlier list where the whole file is refused', async () => {
    const path = await file('dry.csv', 'nonsense');
    expect(await runImport(world.intake, path, P1, print)).toBe(2);
    expect(await listed('dry')).toHaveLength(1);
  });

  it('are listed of invoices, payments and plans too, with their case', async () => {
    const creditor = { creditor: 'prad' };
    const invoices = ['N/1;F/1;10.12.2025;100,00', 'G/1;F/2;10.12.2025;'];
    const head = 'nr_sprawy;nr_faktury;termin;kwota';
    await runInvoices(world.intake, await file('invoices.csv', head, ...invoices), creditor, print);
    expect(await listed('invoices')).toEqual([
      '3;G/1;kwota;is empty;fill it in',
      expect.stringMatching(/^2;N\/1;nr_sprawy;.*is no case of the creditor.*;import the case first/),
    ]);
    const payments = await file('payments.csv', 'nr_wplaty;nr_sprawy;kwota;data', 'V1;G/1;0;10.12.2025');
    await runPayments(world.intake, payments, creditor, print);
    expect(await listed('payments')).toEqual([expect.stringMatching(/^2;G\/1;kwota;/)]);
    const plans = await file('plans.csv', 'nr_sprawy;termin;kwota', 'N/1;10.12.2026;10,00');
    await runPlans(world.intake, plans, creditor, print);
    expect(await listed('plans')).toEqual([
      expect.stringMatching(/^2;N\/1;nr_sprawy;.*is no case of this creditor/),
    ]);
  });
});

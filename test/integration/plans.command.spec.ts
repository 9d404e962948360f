import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCases } from '#casework';
import { runPlans } from '../../apps/dunlin/src/commands/plans.command.js';
import { CaseworkWorld, textFile } from './casework.world.js';

const CASES = `nr_sprawy;imie;nazwisko;nr_klienta;telefon;email;kod_pocztowy;kwota;waluta;termin_platnosci;data_urodzenia
K/1;Jan;Kowalski;k1;+48 452 974 511;jan@example.com;00-001;500,00;PLN;10.12.2025;01.02.1980
K/2;Anna;Nowak;k2;+48 452 974 512;anna@example.com;00-001;500,00;PLN;10.12.2025;01.02.1981`;

const HEADER = 'case_ref;plan_ref;due_on;amount;currency;status';

let world: CaseworkWorld;
let folder: string;
beforeAll(async () => {
  world = await CaseworkWorld.open();
  folder = await mkdtemp(join(tmpdir(), 'dunlin-plans-'));
  await importCases(world.intake, textFile(CASES), { portfolioRef: 'P1' });
});
beforeEach(() => world.db.query('TRUNCATE plans, holds CASCADE'));
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** Runs `dunlin plans` over a file of these rows: what it says, and the exit code. */
async function plans(rows: string[] | null, flags = {}): Promise<{ code: number; said: string }> {
  const file = join(folder, 'plans.csv');
  await rm(file, { force: true });
  if (rows !== null) await writeFile(file, rows.join('\n'));
  const lines: string[] = [];
  const code = await runPlans(world.intake, file, { creditor: 'prad', ...flags }, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

const running = () => world.count(`plans WHERE status = 'active'`);
const ONE = [HEADER, 'K/1;U/1;2026-03-02;200,00;PLN;', 'K/1;U/1;2026-04-02;200,00;PLN;'];

describe('a file of plans on the command line', () => {
  it('is taken in once, however often it is told, and a dry run writes nothing', async () => {
    const dry = await plans(ONE, { dryRun: true });
    expect(dry).toMatchObject({
      code: 0,
      said: expect.stringContaining('2 rows of 1 plan read; nothing was taken in'),
    });
    expect(await running()).toBe(0);
    expect((await plans(ONE)).said).toMatch(/\b1 {2}plans taken in/);
    expect((await plans(ONE)).said).toMatch(/\b1 {2}unchanged: told before/);
    expect(await running()).toBe(1);
  });

  it('is kept out as a whole, and so it says and ends, where one row cannot be read', async () => {
    const rows = [HEADER, 'K/1;U/1;2026-02-30;200,00;PLN;', 'K/2;U/2;2026-04-02;200,00;PLN;'];
    const { code, said } = await plans(rows);
    expect(code).toBe(2);
    // Of which plans the rows are that cannot be read is not known, so plans are not counted.
    expect(said).toContain('2 rows read.');
    expect(said).toContain('line 2, column "due_on"');
    expect(said).toContain('1 row cannot be read. One keeps the whole file out');
    expect(await running()).toBe(0);
  });

  it('takes what it can where a case is unknown, and names the line', async () => {
    const { code, said } = await plans([...ONE, 'K/99;U/9;2026-03-02;200,00;PLN;']);
    expect(code).toBe(0);
    expect(said).toContain('line 4, column "case_ref": "K/99" is no case of this creditor');
    expect(await running()).toBe(1);
  });

  it('is refused in plain words where it is missing, empty, or has other columns; without rows it says so', async () => {
    expect(await plans(null)).toMatchObject({ code: 2, said: expect.stringContaining('cannot be read') });
    expect(await plans([''])).toMatchObject({ code: 2, said: expect.stringContaining('the file is empty') });
    const columns = await plans(['numer;kwota', 'K/1;1']);
    expect(columns).toMatchObject({ code: 2, said: expect.stringContaining('required columns are missing') });
    expect((await plans([HEADER])).said).toContain('There is no row below the header.');
  });

  it('takes back the plan of its number alone, and never says that another one was told before', async () => {
    await plans(ONE);
    const other = await plans([HEADER, 'K/1;U/77;;;;cancelled']);
    expect(other.said).toMatch(/\b1 {2}unchanged: told before, or to be taken back where no such plan runs/);
    expect(await running()).toBe(1);
    expect((await plans([HEADER, 'K/1;U/1;;;;cancelled'])).said).toMatch(/\b1 {2}taken back/);
    expect(await running()).toBe(0);
  });
});

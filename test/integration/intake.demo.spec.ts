import { readFile } from 'node:fs/promises';
import { importCases, importPayments, upsertCreditors } from '#casework';
import { fileSource } from '#persistence';
import { runImport } from '../../apps/dunlin/src/commands/import.command.js';
import { runPayments } from '../../apps/dunlin/src/commands/payments.command.js';
import { CaseworkWorld } from './casework.world.js';

const CONSUMERS = 'campaigns/demo/consumers.csv';
const PAYMENTS = 'campaigns/demo/payments.csv';
const CREDITORS = 'campaigns/demo/creditors.yaml';

let world: CaseworkWorld;
beforeAll(async () => (world = await CaseworkWorld.open()));
afterAll(() => world.close());

describe('the demo portfolio', () => {
  it('is told row by row on the terminal', async () => {
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    expect(await runImport(world.intake, CONSUMERS, { creditors: CREDITORS }, print)).toBe(0);
    const text = lines.join('\n');
    expect(text).toContain('rows read.');
    expect(text).toMatch(/line \d+, column "kwota_glowna": "1,234,5" has two decimal marks; write 1234,50/);
    expect(text).toMatch(
      /line \d+, column "termin_platnosci": "31\.02\.2026" does not exist in the calendar/,
    );
    expect(text).not.toMatch(/@example|\+48|\b\d{11}\b/);
  });

  it('changes nothing when it comes again', async () => {
    const result = await importCases(world.intake, fileSource(CONSUMERS, 'consumers.csv'));
    if (result.kind === 'refused') throw new Error(result.refusal.reason);
    const { rows, unchanged, refused } = result.report.counts;
    expect(unchanged).toBeGreaterThan(900);
    expect(rows).toBe(unchanged + refused);
  });

  it('has payments that end cases, wait for a person, or are refused', async () => {
    const lines: string[] = [];
    const code = await runPayments(world.intake, PAYMENTS, {}, (line) => void lines.push(line));
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(/no case of this number is known/);
    const again = await importPayments(world.intake, fileSource(PAYMENTS, 'payments.csv'));
    expect(again.kind === 'imported' && again.report.counts.recorded).toBe(0);
  });

  it('has creditors whose description may come again', async () => {
    const text = await readFile(CREDITORS, 'utf8');
    const before = await world.rows('SELECT * FROM creditors ORDER BY ref');
    expect(await upsertCreditors(world.intake, text)).toMatchObject({ kind: 'ok', creditors: 2 });
    expect(await world.rows('SELECT * FROM creditors ORDER BY ref')).toEqual(before);
  });
});

describe('a description of creditors', () => {
  it('names every fault of it at once', async () => {
    const text = 'creditors: [{ref: a b, name: X, country: pl, zone: Europe/Nowhere, portfolios: []}]';
    const result = await upsertCreditors(world.intake, text);
    if (result.kind === 'ok') throw new Error('taken in');
    expect(result.faults.map((fault) => fault.split(':')[0])).toEqual([
      'creditors.0.ref',
      'creditors.0.country',
      'creditors.0.portfolios',
    ]);
  });
});

describe('the command line', () => {
  it.each([
    ['a file that is not there', 'campaigns/demo/nothing.csv'],
    ['a file that is no CSV', 'package.json'],
  ])('leaves with 2 for %s', async (_name, file) => {
    const lines: string[] = [];
    expect(await runImport(world.intake, file, { portfolio: 'P1' }, (line) => void lines.push(line))).toBe(2);
    expect(lines.length).toBeGreaterThan(0);
  });
});

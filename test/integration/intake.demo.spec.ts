import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCases, importInvoices, importPayments, upsertCreditors } from '#casework';
import { fileSource, readPolicyPacks } from '#persistence';
import { runInvoices } from '../../apps/dunlin/src/commands/invoices.command.js';
import { runImport } from '../../apps/dunlin/src/commands/import.command.js';
import { runPayments } from '../../apps/dunlin/src/commands/payments.command.js';
import { CaseworkWorld } from './casework.world.js';

/** A copy, since what is refused of a file is listed beside it. */
const DEMO = mkdtempSync(join(tmpdir(), 'dunlin-demo-'));
cpSync('campaigns/demo', DEMO, { recursive: true });
const CONSUMERS = join(DEMO, 'consumers.csv');
const PAYMENTS = join(DEMO, 'payments.csv');
const BUSINESSES = join(DEMO, 'businesses.csv');
const INVOICES = join(DEMO, 'invoices.csv');
const CREDITORS = join(DEMO, 'creditors.yaml');

let world: CaseworkWorld;
let dryReport: string[] = [];
beforeAll(async () => (world = await CaseworkWorld.open()));
afterAll(async () => {
  await world.close();
  rmSync(DEMO, { recursive: true, force: true });
});

describe('the demo portfolio', () => {
  it('can be tried with its creditors before anything is set up', async () => {
    const lines: string[] = [];
    const flags = { creditors: CREDITORS, dryRun: true };
    expect(await runImport(world.intake, CONSUMERS, flags, (line) => void lines.push(line))).toBe(0);
    expect(lines[0]).toMatch(/^3 creditors, \d+ portfolios and \d+ agents would be set up\.$/);
    expect(lines[1]).toContain('nothing was taken in');
    expect(await world.count('cases')).toBe(0);
    expect(await world.count("creditors WHERE ref = 'zielona-dolina'")).toBe(0);
    dryReport = lines.slice(2);
  });

  it('leaves no entry of who set it up until it is', async () => {
    expect(await world.count("audit WHERE actor = 'cli'")).toBe(0);
  });

  it('is told row by row on the terminal', async () => {
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    expect(await runImport(world.intake, CONSUMERS, { creditors: CREDITORS }, print)).toBe(0);
    expect(lines.slice(2)).toEqual(dryReport);
    expect(
      await world.rows(
        `SELECT a.action, coalesce(c.ref, g.ref) AS ref FROM audit a
         LEFT JOIN creditors c ON c.id::text = a.subject_id LEFT JOIN agents g ON g.id::text = a.subject_id
         WHERE a.actor = 'cli' ORDER BY 1 DESC, 2`,
      ),
    ).toEqual([
      { action: 'import.cases', ref: null },
      { action: 'creditor.set-up', ref: 'hurt-baltyk' },
      { action: 'creditor.set-up', ref: 'lacze-polnoc' },
      { action: 'creditor.set-up', ref: 'zielona-dolina' },
      { action: 'agent.set-up', ref: 'anna' },
      { action: 'agent.set-up', ref: 'kasia' },
      { action: 'agent.set-up', ref: 'marek' },
      { action: 'agent.set-up', ref: 'oleh' },
    ]);
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
    expect(await upsertCreditors(world.intake, text)).toMatchObject({ kind: 'ok', creditors: 3 });
    expect(await world.rows('SELECT * FROM creditors ORDER BY ref')).toEqual(before);
  });
});

describe("the demo's businesses", () => {
  it('come with their invoices, but for what real files get wrong', async () => {
    const cases = await importCases(world.intake, fileSource(BUSINESSES, 'businesses.csv'));
    expect(cases).toMatchObject({ report: { counts: { rows: 150, created: 150 } } });
    const lines: string[] = [];
    expect(await runInvoices(world.intake, INVOICES, {}, (line) => void lines.push(line))).toBe(0);
    const text = lines.join('\n');
    expect(text).toMatch(/column "nr_sprawy": "HB\/2019\/99999" is no case of the creditor/);
    expect(text).toMatch(/column "termin_platnosci": "31\.11\.2025" does not exist in the calendar/);
    expect(text).toMatch(/case HB\/2026\/00042: what is open on the invoices differs/);
    expect(await world.count('invoices')).toBe(398);
    const again = await importInvoices(world.intake, fileSource(INVOICES, 'invoices.csv'));
    expect(again).toMatchObject({
      report: { counts: { created: 0, updated: 0, unchanged: 398, refused: 2 } },
    });
  });

  it('are legal persons of whom many have somebody who approves payments', async () => {
    expect(await world.count("persons WHERE kind = 'legal'")).toBe(150);
    expect(await world.count("contact_points WHERE role = 'approver'")).toBeGreaterThan(30);
    expect(await world.count("debtors WHERE attributes ->> 'publicHealthEntity' = 'true'")).toBe(1);
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

  it('is refused where it would leave a portfolio silent or escalations with nobody', async () => {
    const portfolios = 'portfolios: [{ ref: Q1, name: Q, policyPacks: [pl-default, pl-typo] }]';
    const of = (cron: string, rest: string) =>
      `creditors: [{ ref: q, name: Q, country: PL, zone: Europe/Warsaw, escalationCron: '${cron}', ${rest} }]`;
    const known = { policyPacks: await readPolicyPacks('campaigns/policies') };
    const faultsOf = async (text: string): Promise<string[]> => {
      const result = await upsertCreditors(world.intake, text, { known });
      return result.kind === 'ok' ? [] : result.faults;
    };
    expect(await faultsOf(of('0 8 * * 1-5', portfolios))).toEqual([
      'creditors.0.portfolios.0.policyPacks.1: unknown policy pack "pl-typo"; known: eu-base, pl-b2b, pl-default, pl-strict, uk-conc, us-regf',
    ]);
    const sound = portfolios.replace(', pl-typo', '');
    expect(await faultsOf(of('8 o’clock', sound))).toEqual([
      'creditors.0.escalationCron: "8 o’clock" is no schedule; write five fields, as "0 8 * * 1-5"',
    ]);
    expect(await faultsOf(of('0 8 * * 0', sound))).toEqual([
      'creditors.0.escalationCron: "0 8 * * 0" never comes on a business day',
    ]);
  });

  it('gives text messages the beginning of the name as their sender, unless it names one', async () => {
    const text = `creditors:
  - { ref: s1, name: 'Żółta Łódź sp. z o.o.', country: PL, zone: Europe/Warsaw, portfolios: [{ ref: S1, name: S, policyPacks: [pl-default] }] }
  - { ref: s2, name: '№ 1', smsSender: Jeden, country: PL, zone: Europe/Warsaw, portfolios: [{ ref: S2, name: S, policyPacks: [pl-default] }] }`;
    expect(await upsertCreditors(world.intake, text)).toMatchObject({ kind: 'ok' });
    const senders = await world.rows(
      "SELECT ref, sms_sender FROM creditors WHERE ref LIKE 's_' ORDER BY ref",
    );
    expect(senders).toEqual([
      { ref: 's1', sms_sender: 'Zolta Lodz' },
      { ref: 's2', sms_sender: 'Jeden' },
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

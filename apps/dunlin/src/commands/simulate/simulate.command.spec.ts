import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { SimulationReport } from '#domain';
import { projectDirectory } from '#platform';
import { simulateCampaign } from '../simulate.command.js';

const campaign = (key: string): string => join(projectDirectory(), 'campaigns', `${key}.yaml`);
const usual = { days: '30', seed: 'spec' };

async function run(file: string, flags: object = {}): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await simulateCampaign(file, { ...usual, ...flags }, (line) => lines.push(line));
  return { code, text: lines.join('\n') };
}

describe('dunlin simulate', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dunlin-simulate-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const written = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  it('finds no violation in the campaigns that ship, over the demo portfolio', async () => {
    const shipped = readdirSync(join(projectDirectory(), 'campaigns')).filter((name) =>
      name.endsWith('.yaml'),
    );
    expect(shipped.length).toBeGreaterThanOrEqual(5);
    for (const name of shipped) {
      const { code, text } = await run(campaign(basename(name, '.yaml')), { json: true, days: '90' });
      const report = JSON.parse(text) as SimulationReport;
      expect({ name, ...report.violations }).toEqual({ name, count: 0, first: [] });
      expect(report.contacts.counted).toBeGreaterThan(100);
      expect(code).toBe(0);
    }
  });

  it('prints one JSON document, the same to the byte for the same seed', async () => {
    const [one, two] = [
      await run(campaign('pl-consumer'), { json: true }),
      await run(campaign('pl-consumer'), { json: true }),
    ];
    expect(one.text).toBe(two.text);
  });

  it('reads a file of cases as an import would, rows of portfolios that nobody described included', async () => {
    const cases = written(
      'cases.csv',
      'wierzyciel;portfel;nr_sprawy;nazwisko;kod_pocztowy;telefon;kwota_glowna;waluta;termin_platnosci\n' +
        'ktos;NOWY;N/1;Kowalska;00-001;+48501002003;120,50;PLN;2026-01-10\n' +
        'ktos;NOWY;N/2;Nowak;00-001;+48501002004;zle;PLN;2026-01-10\n',
    );
    const { text } = await run(campaign('pl-consumer'), { cases, from: '2026-01-12' });
    expect(text).toContain('1 of 1 enrolled');
    expect(text).toContain('1 rows of the file were refused');
    expect(text).toContain("taken under the campaign's own packs: NOWY");
  });

  it('takes agents of whom no capacity is given as a new agent is', async () => {
    const creditors = written(
      'agents.yaml',
      `creditors:
  - { ref: prad, name: Prąd, country: PL, zone: Europe/Warsaw, portfolios: [{ ref: P1, name: Energia, policyPacks: [pl-default] }] }
agents: [{ ref: anna, name: Anna }, { ref: oleh, name: Oleh, capacity: 3 }]
`,
    );
    const { text } = await run(campaign('pl-consumer'), { creditors, json: true });
    expect((JSON.parse(text) as SimulationReport).escalations.capacity).toBe(43);
  });

  it('says what it takes for granted, where the campaign asks for it', async () => {
    const html = join(folder, 'granted.html');
    const told = async (file: string): Promise<string[]> => {
      const { text } = await run(file, { html, days: '90' });
      return [text, readFileSync(html, 'utf8')];
    };
    const PILOT = 'The pilot is taken to go on: whether it would have stopped by itself is not simulated.';
    const APPROVED = 'each that a lead decides about is taken to be approved in time';
    for (const words of await told(campaign('pl-consumer'))) {
      expect(words).not.toContain(PILOT);
      expect(words).not.toContain(APPROVED);
    }
    const head = readFileSync(campaign('pl-business'), 'utf8');
    const piloted = (pilot: string): string =>
      written('pilot.yaml', head.replace('\nsteps:', `\npilot: ${pilot}\nsteps:`));
    const [summary, report] = await told(piloted('{ share: 0.5, stop: { optOuts: 0.03 } }'));
    expect(summary).toContain(PILOT);
    expect(summary).toMatch(/^Hand-offs +\d+ to law-firm\n {13}each that a lead decides about is taken/m);
    expect(report).toContain(PILOT);
    const [plain, page] = await told(piloted('{ share: 0.5 }'));
    expect(plain).not.toContain(PILOT);
    expect(page).not.toContain(PILOT);
  });

  it('says so where no debtor did anything', async () => {
    const { text } = await run(campaign('pl-consumer'), { days: '1', from: '2026-01-11' });
    expect(text).toMatch(/^Debtors +none$/m);
  });

  it('shows two campaigns beside one another, and writes a report that loads nothing', async () => {
    const other = written(
      'other.yaml',
      readFileSync(campaign('pl-consumer'), 'utf8').replace(
        "at: { dpd: 10, time: '12:00' }",
        "at: { dpd: 12, time: '12:00' }",
      ),
    );
    const html = join(folder, 'report.html');
    const { text } = await run(campaign('pl-consumer'), { against: other, html });
    expect(text).toMatch(/Beside the other campaign +this +other +change/);
    const report = readFileSync(html, 'utf8');
    expect(report).toContain('<svg');
    expect(report).not.toMatch(/(src|href)=|url\(|@import/);
  });

  it('refuses a faulty campaign, each fault at its line', async () => {
    const text = readFileSync(campaign('pl-consumer'), 'utf8').replaceAll('channel: sms', 'channel: pigeon');
    await expect(run(written('bad.yaml', text))).rejects.toThrow(
      /bad\.yaml:\d+:\d+ .*unsupported channel "pigeon"/,
    );
  });

  it.each<[string, object, string]>([
    ['no number of days', { days: 'many' }, '--days takes a whole number from 1 to 3650, not "many".'],
    [
      'a date that is none',
      { from: '2026-02-30' },
      '--from takes a date such as 2026-01-12, from 2000 to 2099, not "2026-02-30".',
    ],
    ['a file that is not there', { cases: '/nowhere.csv' }, '/nowhere.csv'],
  ])('tells of %s what is wrong', async (_what, flags, words) => {
    await expect(run(campaign('pl-consumer'), flags)).rejects.toThrow(words);
  });
});

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCampaignGrounds } from './campaign-grounds.js';
import { validateFiles } from './validate.command.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'dunlin-validate-'))));
afterAll(() => rm(folder, { recursive: true }));

async function validate(...files: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const known = await readCampaignGrounds(process.cwd(), '2026-11-23');
  return { code: await validateFiles(files, known, (line) => lines.push(line)), lines };
}

describe('dunlin validate', () => {
  it('finds nothing wrong with the campaigns that are shipped, nor have their packs anything against their words', async () => {
    const shipped = (await readdir('campaigns')).filter((name) => name.endsWith('.yaml'));
    const { code, lines } = await validate(...shipped.map((name) => join('campaigns', name)));
    expect(lines.join('\n')).toMatch(/Consumers in Poland.*no faults/);
    expect(lines.filter((line) => !line.includes('no faults'))).toEqual([]);
    expect(code).toBe(0);
  });

  it('refuses a campaign whose words its packs do not take, naming template, language, channel and what is missing', async () => {
    const swapped = join(folder, 'swapped.yaml');
    const text = await readFile('campaigns/us-consumer.yaml', 'utf8');
    await writeFile(swapped, text.replace('template: us-validation', 'template: overdue'));
    const { code, lines } = await validate(swapped);
    expect(code).toBe(1);
    expect(lines).toContain(
      `${swapped}:30:15 steps[0].template: "overdue" (en, email) does not always say /(?:attempting|trying) to collect a debt/ ` +
        'in email.txt.hbs; us-regf asks that the message says that a debt collector tries to collect a debt, and what it ' +
        'will use information for (mini-miranda: 12 CFR 1006.18(e)(1))',
    );
    for (const language of ['pl', 'en', 'uk'])
      expect(lines.join('\n')).toContain(`steps[0].template: "overdue" (${language}, email)`);
  });

  it('names every fault of every file at once, each with its line and column, and fails', async () => {
    const faulty = join(folder, 'faulty.yaml');
    await writeFile(
      faulty,
      [
        'key: faulty',
        'name: Faulty',
        'version: 1',
        'country: PL',
        'zone: Europe/Warsaw',
        'policies: [no-such-pack]',
        'audience: { currency: PLN, kind: consumer }',
        'goals: [paid]',
        'lateEntry: { start: current-stage }',
        'steps:',
        '  - key: one',
        '    type: send',
        "    at: { dpd: 1, time: '25:00' }",
        '    channels: [{ channel: pigeon }]',
        '    template: overdue',
        '  - key: two',
        '    type: send',
        "    at: { dpd: 3, time: '10:00' }",
        '    channel: sms',
        '    template: no-such-family',
      ].join('\n'),
    );
    const { code, lines } = await validate(faulty, join(folder, 'absent.yaml'), folder);
    expect(code).toBe(1);
    const text = lines.join('\n');
    expect(text).toContain(`${faulty}:6:12 policies[0]: unknown policy pack "no-such-pack"`);
    expect(text).toMatch(/faulty\.yaml:13:\d+ steps\[0\]\.at\.time/);
    expect(text).toMatch(/faulty\.yaml:14:\d+ steps\[0\]\.channels\[0\]/);
    expect(text).toMatch(/faulty\.yaml:20:\d+ steps\[1\]\.template: .*no-such-family/);
    expect(text).toMatch(/absent\.yaml cannot be read: there is no such file\./);
    expect(lines).toContain(`${folder} is a folder; name a file.`);
  });
});

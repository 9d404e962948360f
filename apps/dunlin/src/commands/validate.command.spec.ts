import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCampaignSurroundings } from '#persistence';
import { validateFiles } from './validate.command.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'dunlin-validate-'))));
afterAll(() => rm(folder, { recursive: true }));

async function validate(...files: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const known = await readCampaignSurroundings(process.cwd());
  return { code: await validateFiles(files, known, (line) => lines.push(line)), lines };
}

describe('dunlin validate', () => {
  it('finds nothing wrong with the campaign that is shipped', async () => {
    const { code, lines } = await validate('campaigns/pl-consumer.yaml');
    expect(lines.join('\n')).toMatch(/Consumers in Poland.*no faults/);
    expect(code).toBe(0);
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

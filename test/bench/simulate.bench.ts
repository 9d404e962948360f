import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peakMemoryOf } from '../harness/peak-memory.js';
import { DIST, startProgram } from '../harness/processes.js';
import { writePortfolioFile } from './portfolio-file.js';

export interface SimulateFigures {
  cases: number;
  days: number;
  seconds: number;
  peak_mb: number;
}

const DAYS = 90;
/** Three days before the debts of the file fall due: every step of the campaign lies ahead. */
const FROM = '2025-10-29';

/** Nobody ever pays or answers, so that every step is taken. */
const SILENT = `name: Silent debtors
delivery: { sms: { from: 2s, to: 40s }, email: { from: 5s, to: 3m } }
mail:
  opens: { chance: 0.3, after: { from: 4m, to: 30h } }
  scanned: { chance: 0.06, after: { from: 3s, to: 60s } }
classes:
  - { key: silent, share: 1 }
`;

/** `dunlin simulate` as a manager calls it, from its start to its end: reading the file, running, adding up. */
export async function benchSimulate(cases: number): Promise<SimulateFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'dunlin-simulate-'));
  try {
    const file = join(folder, 'cases.csv');
    const behaviour = join(folder, 'behaviour.yaml');
    await Promise.all([writePortfolioFile(file, cases), writeFile(behaviour, SILENT)]);
    const campaign = join(DIST, '../campaigns/pl-consumer.yaml');
    const given = [
      '--cases',
      file,
      '--behaviour',
      behaviour,
      '--from',
      FROM,
      '--days',
      String(DAYS),
      '--json',
    ];
    const began = performance.now();
    const peak = await peakMemoryOf(
      startProgram('apps/dunlin/src/cli.js', ['simulate', campaign, ...given], {}),
    );
    const seconds = (performance.now() - began) / 1000;
    return { cases, days: DAYS, seconds: Math.round(seconds * 10) / 10, peak_mb: Math.round(peak / 1024) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { importCases } from '#casework';
import { ensureMonthPartitions, PgSealStore } from '#persistence';
import { registerArchive } from '../../apps/dunlin/src/commands/archive.command.js';
import { registerExplain } from '../../apps/dunlin/src/commands/explain.command.js';
import type { WithInstallation } from '../../apps/dunlin/src/commands/register-command.js';
import { casesFile, CaseworkWorld, JAN, MONDAY } from './casework.world.js';
import { decidedMessage, FACTS } from './decided-message.js';

const SECRET = 'a secret of the tests';
const FEBRUARY = Date.parse('2026-02-02T09:00:00Z');

let world: CaseworkWorld;
let folder: string;
let message: string;

beforeAll(async () => {
  world = await CaseworkWorld.open();
  folder = await mkdtemp(join(tmpdir(), 'dunlin-archive-'));
  await ensureMonthPartitions(world.db, MONDAY, 3);
  await importCases(world.intake, casesFile(`K/1;${JAN};500,00;0;0;PLN;10.12.2025`), { portfolioRef: 'P1' });
  // Deferred on a Sunday in January, which is archived, and refused in February.
  message = await decidedMessage(world, [
    { ...FACTS, at: Date.parse('2026-01-11T10:00:00Z') },
    { ...FACTS, at: FEBRUARY, optedOut: true },
  ]);
  await world.db.query(
    `UPDATE decisions SET recorded_at = to_timestamp((record #>> '{facts,at}')::float8 / 1000)`,
  );
  const seals = new PgSealStore(world.db, SECRET);
  while (await seals.sealDue());
  await world.clock.stepTo(FEBRUARY);
  expect((await dunlin('archive', '--before', '2026-02', '--to', folder)).code).toBe(0);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await world.close();
  process.exitCode = undefined;
});

async function dunlin(...words: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const program = new Command().exitOverride();
  const { db, clock } = world;
  const withInstallation = ((work: (of: unknown) => unknown) =>
    work({ db, clock, config: { secret: SECRET } })) as WithInstallation;
  const print = (line: string): void => void lines.push(line);
  registerArchive(program, withInstallation, print);
  registerExplain(program, withInstallation, print);
  process.exitCode = undefined;
  await program.parseAsync(words, { from: 'user' });
  return { code: Number(process.exitCode ?? 0), said: lines.join('\n') };
}

describe('dunlin explain, of a message whose first decision is archived', () => {
  it('says that there may be others', async () => {
    const { code, said } = await dunlin('explain', '--message', message);
    expect(said).toContain('Decisions made before 2026-02-01T00:00:00.000Z may be archived');
    expect(said).toContain('Decision 1, leg 1, at 2026-02-02T09:00:00.000Z: refused (opted-out)');
    expect(said).not.toContain('Decision 2');
    expect(code).toBe(0);
  });

  it('tells and replays them from the archive, before those of the database', async () => {
    const { code, said } = await dunlin('explain', '--message', message, '--archive', folder);
    expect(said).toContain(`Decisions of it that are archived in ${folder}: 1;`);
    expect(said).toContain('Decision 1, leg 1, at 2026-01-11T10:00:00.000Z: deferred until');
    expect(said).toContain('Decision 2, leg 1, at 2026-02-02T09:00:00.000Z: refused (opted-out)');
    expect(said.match(/replay +the same/g)).toHaveLength(2);
    expect(said).not.toContain('may be archived');
    expect(code).toBe(0);
    await expect(dunlin('explain', '--case', 'K/1', '--archive', folder)).rejects.toThrow(
      '--archive goes with --message',
    );
  });
});

import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { v7 as uuidv7 } from 'uuid';
import { DecisionArchiver, ensureMonthPartitions, PgSealStore } from '#persistence';
import { registerArchive } from '../../apps/dunlin/src/commands/archive.command.js';
import type { WithInstallation } from '../../apps/dunlin/src/commands/register-command.js';
import { registerVerifyAudit } from '../../apps/dunlin/src/commands/verify-audit.command.js';
import { TrackerWorld } from './tracker.world.js';

const SECRET = 'a secret of the installation';
const OTHER = '0190b0b0-0000-7000-8000-00000000000f';
const JANUARY = Date.UTC(2026, 0, 20, 8);
const FEBRUARY = Date.UTC(2026, 1, 3, 8);
const MARCH = Date.UTC(2026, 2, 2, 8);

let world: TrackerWorld;
let folder: string;
beforeEach(async () => {
  world = await TrackerWorld.create();
  folder = await mkdtemp(join(tmpdir(), 'dunlin-archive-'));
  await ensureMonthPartitions(world.db, JANUARY, 3);
});
afterEach(async () => {
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
  await world.drop();
});

/** One decision of each of two creditors, with ids of a month of business time, recorded at an instant. */
async function decide(month: number, recordedAt: number): Promise<void> {
  for (const creditor of [world.creditorId, OTHER]) {
    await world.db.query(
      `INSERT INTO decisions (id, message_id, leg_no, creditor_id, outcome, rule, until, record, recorded_at)
       VALUES ($1, $1, 1, $2, 'allow', 'hours', $4, $3, $4)`,
      [
        uuidv7({ msecs: month }),
        creditor,
        `{"facts": {"at": ${month}},  "ó":"\\u0007"}`,
        new Date(recordedAt),
      ],
    );
  }
}

/** Two months of decisions, five seconds each creditor, all sealed. */
async function twoMonths(): Promise<void> {
  for (const second of [0, 1, 40]) await decide(JANUARY, JANUARY + second * 1_000 + 250);
  for (const second of [0, 90]) await decide(FEBRUARY, FEBRUARY + second * 1_000);
  await sealAll();
}

async function sealAll(): Promise<void> {
  const seals = new PgSealStore(world.db, SECRET);
  while (await seals.sealDue());
}

/** Runs a command line; gives its exit code and what it said. The clock stands in March. */
async function dunlin(...words: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const program = new Command().exitOverride();
  const installation = { db: world.db, config: { secret: SECRET }, clock: { now: () => MARCH } };
  const withInstallation = ((work: (of: unknown) => unknown) => work(installation)) as WithInstallation;
  const print = (line: string): void => void lines.push(line);
  registerArchive(program, withInstallation, print);
  registerVerifyAudit(program, withInstallation, print);
  process.exitCode = undefined;
  await program.parseAsync(words, { from: 'user' });
  return { code: Number(process.exitCode ?? 0), said: lines.join('\n') };
}

const archive = (before = '2026-02') => dunlin('archive', '--before', before, '--to', folder);
const count = async (from: string): Promise<number> =>
  (await world.db.query<{ n: number }>(`SELECT count(*) AS n FROM ${from}`)).rows[0]?.n ?? 0;
const january = () => join(folder, 'decisions-2026-01.jsonl');
const HOLDS = 'All 10 seals over 10 decisions hold.';

describe('dunlin archive', () => {
  it('takes a month out, and its seals hold on without it', async () => {
    await twoMonths();
    const { code, said } = await archive();
    expect(said).toContain(`2026-01: 6 decisions under 6 seals are in ${january()}.`);
    expect(said).toContain('The table decisions_2026_01 is set apart.');
    expect(code).toBe(0);
    expect([await count('decisions'), await count('decisions_2026_01')]).toEqual([4, 6]);
    await world.db.query('DROP TABLE decisions_2026_01');
    expect(await dunlin('verify-audit')).toEqual({
      code: 0,
      said: `${HOLDS}\n6 of the decisions are archived: their seals hold, and --archive <folder> checks them too.`,
    });
    expect(await dunlin('verify-audit', '--archive', folder)).toEqual({ code: 0, said: HOLDS });
  });

  it('takes out all months before one, and later ones another time; sealing goes on', async () => {
    await twoMonths();
    await archive();
    expect((await archive('2026-03')).said).toContain('2026-02: 4 decisions under 4 seals');
    expect((await archive('2026-03')).said).toContain('There are no decisions of months before 2026-03.');
    expect((await readdir(folder)).sort()).toEqual(['decisions-2026-01.jsonl', 'decisions-2026-02.jsonl']);
    await decide(MARCH, MARCH);
    await world.db.query('UPDATE seal_progress SET sealed_to = $1', [new Date(MARCH)]);
    await sealAll();
    expect((await dunlin('verify-audit', '--archive', folder)).said).toBe(
      'All 12 seals over 12 decisions hold.',
    );
  });

  it('leaves what shares its second with another month', async () => {
    const turn = Date.UTC(2026, 1, 1);
    await decide(JANUARY, JANUARY);
    await decide(turn - 1, turn + 10);
    await decide(turn, turn + 20);
    await sealAll();
    const { said } = await archive();
    expect(said).toContain('2026-01: 2 decisions under 2 seals');
    expect(said).toContain('2 more stay');
    expect([await count('decisions'), await count('decisions_rest')]).toEqual([4, 2]);
    expect((await dunlin('verify-audit', '--archive', folder)).said).toBe(
      'All 4 seals over 6 decisions hold.',
    );
  });

  it('takes nothing out that is not sealed, does not hold, or is not over', async () => {
    await decide(JANUARY, JANUARY);
    await sealAll();
    await decide(JANUARY, Date.now());
    expect(await archive()).toMatchObject({
      code: 1,
      said: expect.stringContaining('not all is sealed yet'),
    });
    await world.db.query(`UPDATE decisions SET rule = 'opt-out' WHERE recorded_at < $1`, [new Date(MARCH)]);
    const { code, said } = await archive();
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/changed, added or removed[^]*Nothing was archived/),
    ]);
    await expect(archive('2026-04')).rejects.toThrow('Only months that are over');
    await expect(archive('2026-13')).rejects.toThrow('"2026-13" is no month');
    expect(await count('decisions')).toBe(4);
    expect((await readdir(folder)).filter((name) => name.endsWith('.jsonl'))).toEqual([]);
  });

  it('takes nothing out when a decision of the month came in while it was written', async () => {
    await twoMonths();
    const outcome = await new DecisionArchiver(world.db, SECRET).archive(
      { year: 2026, month: 1 },
      { write: () => Promise.resolve(), keep: () => decide(JANUARY, Date.now()) },
    );
    expect([outcome.kind, await count('decisions')]).toEqual(['not-sealed', 12]);
  });

  it('gives way to whoever decides for long, and writes over no archive', async () => {
    await twoMonths();
    await world.db.transaction(async (tx) => {
      await tx.query('LOCK TABLE decisions IN ROW EXCLUSIVE MODE');
      expect(await archive()).toMatchObject({ code: 1, said: expect.stringContaining('are in use') });
    });
    expect(await count('decisions')).toBe(10);
    expect((await dunlin('verify-audit')).said).toBe(HOLDS);
    await expect(archive()).rejects.toThrow('is there already');
    await rm(january());
    expect((await archive()).code).toBe(0);
  });
});

describe('archived decisions', () => {
  beforeEach(async () => {
    await twoMonths();
    await archive();
  });

  it.each([
    [
      'a record that was changed',
      (text: string) => text.replace('facts', 'faxes'),
      'changed, added or removed',
    ],
    [
      'a decision that was taken out',
      (text: string) => text.replace(/^.*\n/, ''),
      'the archive does not have them',
    ],
    [
      'a decision that was added after all',
      (text: string) =>
        text + text.replace(/\n[^]*/, '\n').replace(/"second":\d+/, `"second":${MARCH / 1000}`),
      'have no seal',
    ],
    ['a decision that was added', (text: string) => text + text.replace(/\n[^]*/, '\n'), 'have no seal'],
  ])('are checked from their files: %s', async (_what, change, told) => {
    await writeFile(january(), change(await readFile(january(), 'utf8')));
    expect((await dunlin('verify-audit')).code).toBe(0);
    const { code, said } = await dunlin('verify-audit', '--archive', folder);
    expect([code, said]).toEqual([1, expect.stringContaining(told)]);
  });

  it('are asked for in a folder that has them, in files that can be read', async () => {
    await rename(january(), join(folder, 'elsewhere'));
    await expect(dunlin('verify-audit', '--archive', folder)).rejects.toThrow('holds no decisions-YYYY-MM');
    await expect(dunlin('verify-audit', '--archive', `${folder}/none`)).rejects.toThrow('cannot be read');
    await writeFile(january(), '{"half":');
    await expect(dunlin('verify-audit', '--archive', folder)).rejects.toThrow(
      'line 1, is not what was archived',
    );
  });

  it.each([
    [
      'a mark that was taken away',
      'UPDATE seals SET archived = NULL WHERE second < $1',
      '2026-01-20T08:00:00Z',
    ],
    [
      'decisions that were deleted and called archived',
      `WITH gone AS (DELETE FROM decisions)
       UPDATE seals SET archived = (SELECT archived FROM seals WHERE archived IS NOT NULL LIMIT 1) WHERE second > $1`,
      '2026-02-03T08:00:00Z',
    ],
  ])('are told from deleted ones: %s', async (_what, sabotage, at) => {
    await world.db.query(sabotage, [new Date(FEBRUARY - 1_000)]);
    expect(await dunlin('verify-audit')).toMatchObject({
      code: 1,
      said: expect.stringContaining(`The seals hold until ${at}, then break.`),
    });
  });
});

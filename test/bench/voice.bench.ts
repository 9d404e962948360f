import { join } from 'node:path';
import { loadDialogues } from '#conversation';
import { Database } from '#persistence';
import { projectDirectory } from '#platform';
import { loadSpokenWords } from '#templating';
import { seedTakenCalls } from '../harness/call-seed.js';
import type { OwnPostgres } from '../harness/postgres.js';
import { cpuMs, serverCpuMs } from '../harness/process-cost.js';
import { freePort, startProgram } from '../harness/processes.js';
import { median } from './medians.js';
import { ready, serviceEnv } from './pipeline.js';

/** What a turn took, in ms; of each figure the middle of the rounds'. */
interface TurnTimes {
  p50: number;
  p95: number;
  p99: number;
}

export interface VoiceFigures {
  calls: number;
  turns: number;
  /** The first turns of all calls, asked for in the same instant. */
  first_ms: TurnTimes;
  /** A turn that listens and speaks. */
  keys_ms: TurnTimes;
  /** A turn that makes something happen: a promise, the link, a person. */
  effect_ms: TurnTimes;
  /** First turns of the round that found the service just started. */
  first_cold_p95_ms: number;
  /** Processor time a turn costs, the end of its call included, in ms. */
  tracker_cpu_ms: number;
  postgres_cpu_ms: number;
}

/** How many rounds, each of as many calls: the middle one finds a service that has worked for a while, the first stands apart. */
const ROUNDS = 5;
/** How long people listen before they press a key, in ms: in life it is several times that. */
const PAUSE_MS = 2_000;

type Kind = 'first' | 'keys' | 'effect';
type Round = Record<Kind, number[]>;

/** What callers wait for when as many calls as this are under way at once, all of them answered at one instant. */
export async function benchVoice(
  postgres: OwnPostgres,
  queueUrl: string | null,
  calls: number,
): Promise<VoiceFigures> {
  const name = 'bench_voice';
  const databaseUrl = await postgres.database(name);
  const db = new Database({ url: databaseUrl, connections: 1, transactionTimeoutMs: 600_000 });
  const port = await freePort();
  const env = serviceEnv(
    {
      databaseUrl,
      queueUrl: queueUrl ?? databaseUrl,
      twilioApiUrl: 'http://127.0.0.1:9',
      smtpUrl: 'smtp://127.0.0.1:9',
      services: 'tracker',
    },
    port,
  );
  try {
    await seedTakenCalls(db, calls * ROUNDS, await dialogueVersion());
    const tracker = startProgram('apps/dunlin/src/main.js', [], env);
    try {
      await ready(`http://127.0.0.1:${port}/readyz`, tracker);
      const cost = async (): Promise<[number, number]> => [
        cpuMs(tracker.child.pid ?? 0),
        await serverCpuMs(db),
      ];
      const before = await cost();
      const rounds = await hold(env.PUBLIC_URL ?? '', databaseUrl, calls);
      const after = await cost();
      const turns = rounds.reduce(
        (sum, { first, keys, effect }) => sum + first.length + keys.length + effect.length,
        0,
      );
      return {
        calls,
        turns,
        first_ms: timesOf(rounds, 'first'),
        keys_ms: timesOf(rounds, 'keys'),
        effect_ms: timesOf(rounds, 'effect'),
        first_cold_p95_ms: percentile(rounds[0]?.first ?? [], 0.95),
        tracker_cpu_ms: tenths((after[0] - before[0]) / turns),
        postgres_cpu_ms: tenths((after[1] - before[1]) / turns),
      };
    } finally {
      await tracker.stop();
    }
  } finally {
    await db.close();
    await postgres.dropDatabase(name);
  }
}

/** The dialogue as it reads today, which calls prepared now would follow. */
async function dialogueVersion(): Promise<string> {
  const templates = join(projectDirectory(), 'templates');
  const dialogues = await loadDialogues(join(templates, 'dialogues'), await loadSpokenWords(templates));
  const version = dialogues.find('overdue-call', 'pl')?.version;
  if (version === undefined) throw new Error('there is no dialogue overdue-call in Polish');
  return version;
}

/** Has another process hold the calls, so that asking costs the measured one nothing. */
async function hold(base: string, databaseUrl: string, calls: number): Promise<Round[]> {
  const args = [base, databaseUrl, String(calls), String(ROUNDS), String(PAUSE_MS)];
  const load = startProgram('test/bench/voice-load.js', args, {});
  await load.wrote('all rounds held', 300_000);
  await load.stop();
  return load
    .output()
    .split('\n')
    .filter((line) => line.startsWith('round '))
    .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Round);
}

function timesOf(rounds: readonly Round[], kind: Kind): TurnTimes {
  const of = (share: number): number => median(rounds.map((round) => percentile(round[kind], share)));
  return { p50: of(0.5), p95: of(0.95), p99: of(0.99) };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return tenths(sorted[Math.ceil(sorted.length * share) - 1] ?? NaN);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

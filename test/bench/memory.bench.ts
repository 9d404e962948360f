import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '#persistence';
import { seedPortfolio } from '../harness/portfolio-seed.js';
import type { OwnPostgres } from '../harness/postgres.js';
import { residentMb } from '../harness/process-cost.js';
import { freePort, type Program, startProgram } from '../harness/processes.js';
import { median } from './medians.js';
import { campaign, DUE_AT, ready, serviceEnv } from './pipeline.js';

/** Resident memory of one service's process, in MB. */
export interface ServiceMemory {
  /** Middle of what was seen while the messages just before the half of all were carried, and just before the end. */
  half_mb: number;
  end_mb: number;
  /** The most at any look while messages were carried. */
  most_mb: number;
  /** The most since it began, its start included, when templates and dialogues are compiled. */
  peak_mb: number;
}

export interface MemoryFigures extends Readonly<Record<Service, ServiceMemory>> {
  messages: number;
  under_300_mb: boolean;
  flat: boolean;
}

const SERVICES = ['scheduler', 'personaliser', 'sender', 'tracker'] as const;
type Service = (typeof SERVICES)[number];

/** Messages come in waves; a half of them ends with a wave. */
const WAVES = 10;
/** As many waves before the half, and before the end, are compared. */
const COMPARED = 2;
const LIMIT_MB = 300;
/**
 * Growth that is still flat, from the half to the end. The young generation alone fills and empties by several times
 * that, which the middle of many looks evens out to a few MB; what kept 200 bytes of each of 50,000 messages would
 * show as 10 MB.
 */
const FLAT_MB = 8;
const LOOK_MS = 200;

/** What carrying messages, with their receipts, leaves in the memory of each service, all in processes of their own. */
export async function benchMemory(
  postgres: OwnPostgres,
  queueUrl: string | null,
  messages: number,
): Promise<MemoryFigures> {
  const name = 'bench_memory';
  const databaseUrl = await postgres.database(name);
  const db = new Database({ url: databaseUrl, connections: 2, transactionTimeoutMs: 600_000 });
  const programs: Program[] = [];
  try {
    const sinkPort = await freePort();
    const sink = startProgram('test/bench/sms-sink.js', [String(sinkPort)], {});
    programs.push(sink);
    await sink.wrote('sms sink ready');
    const trackerPort = await freePort();
    const services = new Map<Service, Program>();
    for (const service of SERVICES) {
      const port = service === 'tracker' ? trackerPort : await freePort();
      const env = serviceEnv(
        {
          databaseUrl,
          queueUrl: queueUrl ?? databaseUrl,
          twilioApiUrl: `http://127.0.0.1:${sinkPort}`,
          smtpUrl: 'smtp://127.0.0.1:9',
          services: service,
        },
        port,
      );
      const program = startProgram('apps/dunlin/src/main.js', [], env);
      programs.push(program);
      services.set(service, program);
      await ready(`http://127.0.0.1:${port}/readyz`, program);
    }
    const wave = Math.ceil(messages / WAVES);
    const seen: Seen[] = [];
    for (let carried = wave; carried <= wave * WAVES; carried += wave) {
      const looks = watch(services);
      await carry(db, { databaseUrl, base: `http://127.0.0.1:${trackerPort}`, wave, carried });
      seen.push(looks.end());
    }
    return figuresOf(seen, wave * WAVES);
  } finally {
    await Promise.all(programs.map((program) => program.stop()));
    await db.close();
    await postgres.dropDatabase(name);
  }
}

interface Wave {
  databaseUrl: string;
  /** Of the tracker. */
  base: string;
  wave: number;
  /** With this wave, in all. */
  carried: number;
}

/** A wave of messages falls due, is sent, and its receipts come in. */
async function carry(db: Database, { databaseUrl, base, wave, carried }: Wave): Promise<void> {
  await seedPortfolio(db, {
    size: wave,
    contact: 'phone',
    campaign: campaign('sms'),
    stepKey: 'notice',
    dueDate: '2026-01-11',
    dueAt: DUE_AT,
    enteredAt: '2026-01-11T09:00:00Z',
  });
  await until(db, `attempts WHERE outcome = 'accepted'`, carried);
  const load = startProgram('test/bench/receipt-load.js', [base, base, String(wave), databaseUrl], {});
  await load.wrote('per_s', 300_000);
  await load.stop();
  await until(db, `messages WHERE status = 'delivered'`, carried);
}

async function until(db: Database, what: string, wanted: number): Promise<void> {
  const deadline = Date.now() + 300_000;
  let found = -1;
  while (found < wanted) {
    if (Date.now() > deadline) throw new Error(`${found} of ${wanted} ${what} in five minutes`);
    await sleep(LOOK_MS);
    const { rows } = await db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${what}`);
    found = rows[0]?.n ?? 0;
  }
}

/** Every look at each service during a wave, and the most that it had until then. */
type Seen = ReadonlyMap<Service, { looks: number[]; peak: number }>;

function watch(services: ReadonlyMap<Service, Program>): { end(): Seen } {
  const seen = new Map(SERVICES.map((service) => [service, { looks: [] as number[], peak: 0 }]));
  const look = (): void => {
    for (const [service, of] of seen) {
      const { now, most } = residentMb(services.get(service)?.child.pid ?? 0);
      of.looks.push(now);
      of.peak = Math.max(of.peak, most);
    }
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    end: () => {
      clearInterval(timer);
      look();
      return seen;
    },
  };
}

function figuresOf(seen: readonly Seen[], messages: number): MemoryFigures {
  const half = seen.slice(WAVES / 2 - COMPARED, WAVES / 2);
  const end = seen.slice(-COMPARED);
  const middle = (waves: readonly Seen[], service: Service): number =>
    median(waves.flatMap((wave) => wave.get(service)?.looks ?? []));
  const of = (service: Service): ServiceMemory => ({
    half_mb: middle(half, service),
    end_mb: middle(end, service),
    most_mb: Math.max(...seen.flatMap((wave) => wave.get(service)?.looks ?? [])),
    peak_mb: Math.max(...seen.map((wave) => wave.get(service)?.peak ?? 0)),
  });
  const services = {
    scheduler: of('scheduler'),
    personaliser: of('personaliser'),
    sender: of('sender'),
    tracker: of('tracker'),
  };
  const each = Object.values(services);
  return {
    messages,
    ...services,
    under_300_mb: each.every(({ most_mb }) => most_mb < LIMIT_MB),
    flat: each.every(({ half_mb, end_mb }) => end_mb - half_mb <= FLAT_MB),
  };
}

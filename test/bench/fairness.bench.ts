import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '#persistence';
import { seedPortfolio } from '../harness/portfolio-seed.js';
import type { OwnPostgres } from '../harness/postgres.js';
import { freePort, type Program, startProgram } from '../harness/processes.js';
import { campaign, DUE_AT, NOT_YET, ready, serviceEnv, setClock } from './pipeline.js';

export interface FairnessFigures {
  /** Messages of the large campaign that were queued when the small one began, and when its last was accepted. */
  queued_before: number;
  queued_after: number;
  /** From due to accepted, of the small campaign's messages. */
  small_p50_s: number;
  small_p95_s: number;
}

const SMALL = 400;
/** Between two due messages of the small campaign, in milliseconds of both clocks. */
const APART_MS = 20;
const TICK_MS = 50;

/** A small campaign runs while a large one's messages are queued, on the processes of a whole pipeline. */
export async function benchFairness(
  postgres: OwnPostgres,
  queueUrl: string | null,
  large: number,
): Promise<FairnessFigures> {
  const databaseUrl = await postgres.database('bench_fairness');
  const sinkPort = await freePort();
  const programs: Program[] = [startProgram('test/bench/sms-sink.js', [String(sinkPort)], {})];
  const db = new Database({ url: databaseUrl, connections: 2, transactionTimeoutMs: 600_000 });
  try {
    await programs[0]?.wrote('sms sink ready');
    const run = {
      databaseUrl,
      queueUrl: queueUrl ?? databaseUrl,
      twilioApiUrl: `http://127.0.0.1:${sinkPort}`,
      smtpUrl: 'smtp://127.0.0.1:9',
    };
    const start = async (services: string): Promise<void> => {
      const port = await freePort();
      const program = startProgram(
        'test/bench/pipeline-main.js',
        ['undici'],
        serviceEnv({ ...run, services }, port),
      );
      programs.push(program);
      await ready(`http://127.0.0.1:${port}/readyz`, program);
    };
    const common = {
      contact: 'phone',
      campaign: campaign('sms'),
      stepKey: 'notice',
      dueDate: '2026-01-11',
      enteredAt: '2026-01-11T09:00:00Z',
    } as const;
    await seedPortfolio(db, { ...common, size: large, dueAt: DUE_AT });
    await setClock(db, NOT_YET);
    await start('scheduler,personaliser');
    await setClock(db, DUE_AT);
    await until(async () => (await count(db, 'legs')) === large);
    const small = await seedPortfolio(db, {
      ...common,
      size: SMALL,
      dueAt: new Date(Date.parse(DUE_AT) + 1_000).toISOString(),
      dueApartMs: APART_MS,
    });
    await db.query(
      'CREATE TABLE bench_due AS SELECT person_id, due_at AS step_due FROM enrolments WHERE campaign_id = $1',
      [small.campaignId],
    );
    await start('sender');
    const queuedBefore = await count(db, 'flights');
    const began = Date.now();
    const ours = `messages WHERE campaign_id = '${small.campaignId}'`;
    await until(async () => {
      await setClock(db, new Date(Date.parse(DUE_AT) + Date.now() - began).toISOString());
      await sleep(TICK_MS);
      return (
        Date.now() - began > 1_000 + SMALL * APART_MS &&
        (await count(db, `${ours} AND status = 'sent'`)) === SMALL
      );
    });
    const queuedAfter = await count(db, 'flights');
    const waits = await waitsOf(db, small.campaignId, began);
    return {
      queued_before: queuedBefore,
      queued_after: queuedAfter,
      small_p50_s: percentile(waits, 0.5),
      small_p95_s: percentile(waits, 0.95),
    };
  } finally {
    await Promise.all(programs.map((program) => program.stop()));
    await db.close();
    await postgres.dropDatabase('bench_fairness');
  }
}

/** Seconds from the instant at which each became due, when the clock said so, to its attempt's answer. */
async function waitsOf(db: Database, campaignId: string, began: number): Promise<number[]> {
  const { rows } = await db.query<{ wait: number }>(
    `SELECT (extract(epoch FROM a.settled_at) * 1000 - $2::float8
             - (extract(epoch FROM m.due_at) * 1000 - $3::float8))::float8 / 1000 AS wait
     FROM (SELECT m.shard, m.id, c.step_due AS due_at FROM messages m
           JOIN bench_due c ON c.person_id = m.person_id WHERE m.campaign_id = $1) m
     JOIN attempts a ON a.shard = m.shard AND a.message_id = m.id AND a.outcome = 'accepted'
     ORDER BY 1`,
    [campaignId, began, Date.parse(DUE_AT)],
  );
  return rows.map((row) => row.wait);
}

async function count(db: Database, of: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${of}`);
  return rows[0]?.n ?? 0;
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 300_000;
  while (!(await reached())) {
    if (Date.now() > deadline) throw new Error('the bench did not get there in five minutes');
    await sleep(TICK_MS);
  }
}

function percentile(sorted: readonly number[], share: number): number {
  return Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? NaN) * 100) / 100;
}

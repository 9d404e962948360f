import { setTimeout as sleep } from 'node:timers/promises';
import { Desk } from '#casework';
import { BusinessClock } from '#contracts';
import { CompiledCalendar, tokenHash } from '#domain';
import { Database, PgCaseworkStore } from '#persistence';
import { ready, serviceEnv } from '../bench/pipeline.js';
import { Dice } from '../harness/dice.js';
import { type Seeded, seedPortfolio } from '../harness/portfolio-seed.js';
import type { OwnPostgres } from '../harness/postgres.js';
import { freePort, type Program, startProgram } from '../harness/processes.js';
import { BY_TEXT, campaignOf } from './journeys.js';
import type { SinkReport } from './sink-report.js';
import { Sink } from './sinks.js';
import { STOP_KINDS, stopOne, unsentNext, type Unsent } from './stops.js';

export interface StopLatency {
  /** Stops committed while their message had not been handed over yet. */
  stops: number;
  /** Messages that stops cancelled. */
  cancelled: number;
  /** Messages within a stop's scope that arrived after its commit. */
  arrivedAfter: number;
  /** The longest that one arrived after it, in ms; 0 when none did. */
  latestMs: number;
}

export interface StopLatencyOptions {
  messages: number;
  seed: number;
}

/** A committed stop with the message that it is to hold back. */
interface CommittedStop extends Unsent {
  committedAt: number;
  cancelled: boolean;
}

const START = Date.parse('2026-01-12T09:00:00Z');
/** Slow enough that submissions queue up within the sender, as they do with a real provider. */
const LATENCY: [number, number] = [40, 160];
const STOPPERS = 3;
const PATIENCE_MS = 180_000;

/** Stepped time stands still here. */
class StandingClock extends BusinessClock {
  now(): number {
    return START;
  }

  refresh(): Promise<number> {
    return Promise.resolve(START);
  }
}

/**
 * Sends SMS at full load, and meanwhile lets payments, opt-outs and wishes to cease happen for debtors whose message
 * is about to leave. Tells how long after the stop's commit the last message within its scope arrived (I6).
 */
export async function measureStopLatency(
  postgres: OwnPostgres,
  queueUrl: string | null,
  options: StopLatencyOptions,
): Promise<StopLatency> {
  const databaseUrl = await postgres.database('chaos_stops');
  const db = new Database({ url: databaseUrl, connections: STOPPERS + 2, transactionTimeoutMs: 600_000 });
  const seeded = await seed(db, options.messages);
  const sink = await Sink.start('twilio', options.seed + 3, { rough: false, latencyMs: LATENCY });
  const port = await freePort();
  const around = {
    databaseUrl,
    queueUrl: queueUrl ?? databaseUrl,
    twilioApiUrl: `http://127.0.0.1:${sink.port}`,
    smtpUrl: 'smtp://127.0.0.1:9',
    // The tracker too: what was handed over too late is its reconciler's to send again.
    services: 'scheduler,personaliser,sender,tracker',
  };
  const program = startProgram('apps/dunlin/src/main.js', [], serviceEnv(around, port));
  try {
    await ready(`http://127.0.0.1:${port}/readyz`, program);
    await db.query('UPDATE enrolments SET due_at = business_now()');
    const stops = await stopUnderLoad(db, seeded, options, program);
    return latency(await arrivals(db, await sink.report()), stops);
  } finally {
    await program.stop();
    await sink.stop();
    await db.close();
    await postgres.dropDatabase('chaos_stops');
  }
}

function seed(db: Database, size: number): Promise<Seeded> {
  return seedPortfolio(db, {
    size,
    contact: 'phone',
    campaign: campaignOf(BY_TEXT),
    stepKey: 'notice',
    dueDate: '2026-01-11',
    dueAt: '2026-01-12T11:00:00Z',
    enteredAt: '2026-01-11T09:00:00Z',
  });
}

/** Stops at random moments until nothing is in flight any more. */
async function stopUnderLoad(
  db: Database,
  seeded: Seeded,
  options: StopLatencyOptions,
  program: Program,
): Promise<CommittedStop[]> {
  const desk = new Desk(new PgCaseworkStore(db), new StandingClock(), new CompiledCalendar());
  const dice = new Dice(options.seed);
  const stops: CommittedStop[] = [];
  const chosen = new Set<string>();
  let sending = true;
  const stopper = async (): Promise<void> => {
    while (sending) {
      const unsent = (await unsentNext(db, dice)).find(({ messageId }) => !chosen.has(messageId));
      if (unsent === undefined) {
        await sleep(20);
        continue;
      }
      chosen.add(unsent.messageId);
      const cancelled = await stopOne(desk, seeded.creditorId, unsent, dice.pick(STOP_KINDS));
      stops.push({ ...unsent, committedAt: performance.timeOrigin + performance.now(), cancelled });
      await sleep(dice.between(0, 30));
    }
  };
  const stoppers = Array.from({ length: STOPPERS }, stopper);
  try {
    await landed(db, options.messages, program);
  } finally {
    sending = false;
  }
  await Promise.all(stoppers);
  return stops;
}

async function landed(db: Database, messages: number, program: Program): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await db.query<{ planned: number; flying: number }>(
      `SELECT (SELECT count(*) FROM messages WHERE purpose = 'collection') AS planned,
              (SELECT count(*) FROM flights f JOIN messages m ON m.id = f.message_id WHERE m.purpose = 'collection' AND f.stage <> 'deferred') AS flying`,
    );
    const { planned = 0, flying = 0 } = rows[0] ?? {};
    // A stop may come before a message was planned, which then never is; and one after a part payment rests for days.
    if (flying === 0 && planned > messages / 2 && (await nothingDue(db))) return;
    if (Date.now() > deadline)
      throw new Error(`${flying} messages are still in flight:\n${program.output()}`);
    await sleep(250);
  }
}

async function nothingDue(db: Database): Promise<boolean> {
  const { rows } = await db.query('SELECT FROM enrolments WHERE due_at <= business_now() LIMIT 1');
  return rows.length === 0;
}

/** When each collection message arrived first, by its id. */
async function arrivals(db: Database, report: SinkReport): Promise<Map<string, number>> {
  const { rows } = await db.query<{ message_id: string; link_hash: Buffer }>(
    `SELECT l.message_id, l.link_hash FROM legs l
     JOIN messages m ON m.shard = l.shard AND m.id = l.message_id AND m.purpose = 'collection'`,
  );
  const messages = new Map(rows.map((row) => [row.link_hash.toString('hex'), row.message_id]));
  const first = new Map<string, number>();
  for (const { leg, at } of report.accepted) {
    const id = messages.get(tokenHash(leg).toString('hex'));
    if (id !== undefined) first.set(id, Math.min(at, first.get(id) ?? at));
  }
  return first;
}

function latency(arrived: ReadonlyMap<string, number>, stops: readonly CommittedStop[]): StopLatency {
  const after = stops.flatMap(({ messageId, committedAt }) => {
    const at = arrived.get(messageId);
    return at !== undefined && at > committedAt ? [at - committedAt] : [];
  });
  return {
    stops: stops.length,
    cancelled: stops.filter(({ cancelled }) => cancelled).length,
    arrivedAfter: after.length,
    latestMs: Math.round(Math.max(0, ...after)),
  };
}

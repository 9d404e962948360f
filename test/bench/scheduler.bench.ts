import { claimDueEnrolments, Database, HotDatabase, storeAdvances } from '#persistence';
import type { OwnPostgres } from '../harness/postgres.js';
import { seedPortfolio } from '../harness/portfolio-seed.js';
import { median, ratio } from './medians.js';

export interface SchedulerFigures {
  /** Enrolments of the large portfolio; the small one has a hundredth. */
  enrolments: number;
  due: number;
  /** What comes due together was placed together, as by a file of debts from one billing run. */
  claim_ms_small: number;
  claim_ms_large: number;
  ratio: number;
  /** The worst there is: what comes due together lies anywhere, hardly two of them on one page of memory. */
  scattered: { claim_ms_small: number; claim_ms_large: number; ratio: number };
}

/** Enrolments claimed at a time; fewer where the small portfolio has not five times as many. */
const DUE_AT_MOST = 10_000;
const START = Date.parse('2026-01-12T09:00:00Z');
const MEASURED = 15;
/** Rounds before anything is measured, a million advances: dead rows and split pages, as a portfolio has that is worked. */
const ROUNDS_BEFORE = 100;
/** What is due at a time is at most this part of the small portfolio. */
const SHARE_OF_SMALL = 5;
const SMALLER = 100;
/** Debts of one billing run, placed by one file and due on one day. */
const FILE_OF = 1_000;
const SHARDS = 64;

/** How long it takes to claim what is due, ten thousand, among a hundred times as many and among few. */
export async function benchScheduler(postgres: OwnPostgres, enrolments: number): Promise<SchedulerFigures> {
  const wanted = Math.ceil(enrolments / SMALLER);
  const due = Math.min(DUE_AT_MOST, Math.floor(wanted / SHARE_OF_SMALL));
  const file = Math.min(FILE_OF, due);
  const size = Math.ceil(wanted / file) * file;
  const together = async (placed: number): Promise<SchedulerFigures['scattered']> => {
    const small = await claimMs(postgres, { name: 'bench_claim_small', size, due, placed });
    const large = await claimMs(postgres, { name: 'bench_claim_large', size: size * SMALLER, due, placed });
    return { claim_ms_small: round(small), claim_ms_large: round(large), ratio: ratio(large, small) };
  };
  const filed = await together(file);
  return { enrolments: size * SMALLER, due, ...filed, scattered: await together(1) };
}

interface Portfolio {
  name: string;
  size: number;
  /** How many come due in a round. */
  due: number;
  /** How many of them, at a time, were placed together. */
  placed: number;
}

/**
 * Time moves on by as many milliseconds a round as enrolments come due in it. Advanced, each comes due again once all
 * others were.
 */
async function claimMs(postgres: OwnPostgres, portfolio: Portfolio): Promise<number> {
  const { name, size, due, placed } = portfolio;
  const url = await postgres.database(name);
  const options = { url, connections: 2, transactionTimeoutMs: 1_800_000 };
  const db = new HotDatabase(options);
  const seeding = new Database(options);
  try {
    await seedPortfolio(seeding, {
      size,
      contact: null,
      campaign: 'unused',
      stepKey: 'notice',
      dueDate: '2026-01-11',
      dueAt: new Date(START).toISOString(),
      dueApartMs: 1,
      dueTogether: placed,
      enteredAt: new Date(START).toISOString(),
    });
    for (let round = 1; round <= ROUNDS_BEFORE; round += 1) await claim(db, portfolio, START + round * due);
    // In life they take hours, and autovacuum, which looks once a minute, has been there meanwhile.
    await seeding.query('VACUUM enrolments');
    await seeding.query('CHECKPOINT');
    const times: number[] = [];
    for (let round = ROUNDS_BEFORE + 1; round <= ROUNDS_BEFORE + MEASURED; round += 1) {
      times.push(await claim(db, portfolio, START + round * due));
    }
    return median(times);
  } finally {
    await Promise.all([db.close(), seeding.close()]);
    await postgres.dropDatabase(name);
  }
}

/** Claims what is due before now and stores where it goes next; the time of the claim alone, in ms. */
async function claim(db: HotDatabase, { size, due: expected }: Portfolio, now: number): Promise<number> {
  // They lie unevenly over the shards: up to four times the mean of a shard takes all of them.
  const perShard = Math.ceil(expected / SHARDS) * 4;
  return db.transaction(async (tx) => {
    const started = performance.now();
    const due = await claimDueEnrolments(tx, now - 1, perShard);
    const took = performance.now() - started;
    if (due.length !== expected) throw new Error(`${due.length} enrolments were due instead of ${expected}`);
    await storeAdvances(
      tx,
      now,
      due.map(({ id, state }, index) => ({
        id,
        status: 'active',
        state,
        dueAt: now - expected + index + size,
        endReason: null,
        lastMessage: null,
      })),
    );
    return took;
  });
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

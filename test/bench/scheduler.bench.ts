import { claimDueEnrolments, HotDatabase, storeAdvances } from '#persistence';
import type { OwnPostgres } from '../harness/postgres.js';
import { seedPortfolio } from '../harness/portfolio-seed.js';
import { median, ratio } from './medians.js';

export interface SchedulerFigures {
  claim_ms_small: number;
  claim_ms_large: number;
  ratio: number;
}

/** Enrolments claimed at a time. */
const DUE = 1_000;
const START = Date.parse('2026-01-12T09:00:00Z');
const MEASURED = 31;

/** How long it takes to claim a thousand due enrolments among few and among many, after as many advances. */
export async function benchScheduler(
  postgres: OwnPostgres,
  sizes: { small: number; large: number; advances: number },
): Promise<SchedulerFigures> {
  const small = await claimMs(postgres, 'bench_claim_small', sizes.small, sizes.advances);
  const large = await claimMs(postgres, 'bench_claim_large', sizes.large, sizes.advances);
  return { claim_ms_small: round(small), claim_ms_large: round(large), ratio: ratio(large, small) };
}

/**
 * Time moves on by a second a round. In each second of it a thousand enrolments come due, that lie anywhere; advanced,
 * each comes due again once all others were.
 */
async function claimMs(postgres: OwnPostgres, name: string, size: number, advances: number): Promise<number> {
  const db = new HotDatabase({
    url: await postgres.database(name),
    connections: 2,
    transactionTimeoutMs: 1_800_000,
  });
  try {
    await seedPortfolio(db, {
      size,
      contact: 'phone',
      campaign: 'unused',
      stepKey: 'notice',
      dueDate: '2026-01-11',
      dueAt: new Date(START).toISOString(),
      dueApartMs: 1,
      enteredAt: new Date(START).toISOString(),
    });
    const rounds = advances / DUE;
    for (let round = 1; round <= rounds; round += 1) await claim(db, START + round * DUE, size);
    await db.query('CHECKPOINT');
    const times: number[] = [];
    for (let round = rounds + 1; round <= rounds + MEASURED; round += 1) {
      times.push(await claim(db, START + round * DUE, size));
    }
    return median(times);
  } finally {
    await db.close();
    await postgres.dropDatabase(name);
  }
}

/** Claims what is due before now and stores where it goes next; the time of the claim alone, in ms. */
async function claim(db: HotDatabase, now: number, size: number): Promise<number> {
  return db.transaction(async (tx) => {
    const started = performance.now();
    // A thousand over 64 shards lie unevenly: up to 64 a shard takes all of them.
    const due = await claimDueEnrolments(tx, now - 1, 64);
    const took = performance.now() - started;
    if (due.length !== DUE) throw new Error(`${due.length} enrolments were due instead of ${DUE}`);
    await storeAdvances(
      tx,
      now,
      due.map(({ id, state }, index) => ({
        id,
        status: 'active',
        state,
        dueAt: now - DUE + index + size,
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

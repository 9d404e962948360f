import { randomUUID } from 'node:crypto';
import { claimDueEnrolments, HotDatabase, storeAdvances } from '#persistence';
import type { OwnPostgres } from '../harness/postgres.js';
import { seedPortfolio } from '../harness/portfolio-seed.js';
import { median, ratio } from './medians.js';

export interface SchedulerFigures {
  claim_ms_small: number;
  claim_ms_large: number;
  ratio: number;
}

const DUE = 1_000;
const NOW = '2026-01-12T09:00:00Z';
const LATER = '2026-03-01T09:00:00Z';
const MEASURED = 15;

/** How long it takes to claim a thousand due enrolments among few and among many, after as many advances. */
export async function benchScheduler(
  postgres: OwnPostgres,
  sizes: { small: number; large: number; advances: number },
): Promise<SchedulerFigures> {
  const small = await claimMs(postgres, 'bench_claim_small', sizes.small, sizes.advances);
  const large = await claimMs(postgres, 'bench_claim_large', sizes.large, sizes.advances);
  return { claim_ms_small: round(small), claim_ms_large: round(large), ratio: ratio(large, small) };
}

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
      dueAt: LATER,
      enteredAt: NOW,
    });
    for (let done = 0; done < advances; done += DUE) {
      await makeDue(db);
      await claim(db);
    }
    await db.query('CHECKPOINT');
    const times: number[] = [];
    for (let run = 0; run < MEASURED; run += 1) {
      await makeDue(db);
      times.push(await claim(db));
    }
    return median(times);
  } finally {
    await db.close();
    await postgres.dropDatabase(name);
  }
}

/** Makes a thousand enrolments due that lie anywhere, as time would. Ids are random, so a random id is a place. */
async function makeDue(db: HotDatabase): Promise<void> {
  const place = randomUUID().replace(/^./, (digit) => '01234567'[parseInt(digit, 16) % 8] ?? '0');
  await db.query(
    `UPDATE enrolments SET due_at = $2::timestamptz - random() * interval '1 hour' WHERE id IN (
       SELECT id FROM enrolments WHERE id >= $1 AND due_at > $2 ORDER BY id LIMIT $3)`,
    [place, NOW, DUE],
  );
}

/** Claims what is due and stores where it goes next; the time of the claim alone, in ms. */
async function claim(db: HotDatabase): Promise<number> {
  return db.transactionNow(async (tx, now) => {
    const started = performance.now();
    // A thousand over 64 shards lie unevenly: up to 64 a shard takes all of them.
    const due = await claimDueEnrolments(tx, now, 64);
    const took = performance.now() - started;
    const dueAt = Date.parse(LATER);
    await storeAdvances(
      tx,
      now,
      due.map(({ id, state }) => ({
        id,
        status: 'active',
        state,
        dueAt,
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

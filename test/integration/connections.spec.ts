import { setTimeout as sleep } from 'node:timers/promises';
import { Database, HotDatabase } from '#persistence';
import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';

let own: ThrowAwayDatabase;
beforeAll(async () => (own = await throwAwayDatabase()));
afterAll(() => own.drop());

/** How many stay open once so many were asked for at the same time and nobody has asked since. */
async function leftOf(db: Database, asked: number): Promise<number> {
  db.pool.options.idleTimeoutMillis = 20;
  await Promise.all(Array.from({ length: asked }, () => db.query('SELECT pg_sleep(0.05)')));
  expect(db.pool.totalCount).toBe(asked);
  for (let looks = 0; looks < 50 && db.pool.totalCount > 0; looks += 1) await sleep(10);
  const left = db.pool.totalCount;
  await db.close();
  return left;
}

describe('connections that nobody asks for', () => {
  it('are closed but for those that are kept', async () => {
    expect(await leftOf(new Database({ url: own.url, connections: 5 }), 5)).toBe(0);
    expect(await leftOf(new Database({ url: own.url, connections: 5, kept: 2 }), 5)).toBe(2);
    expect(await leftOf(new HotDatabase({ url: own.url, connections: 6 }), 6)).toBe(4);
  });

  it('are heard of while they rest, so that nothing on their way forgets them', async () => {
    const db = new HotDatabase({ url: own.url, connections: 1 });
    await db.query('SELECT 1');
    const { keepAlive, keepAliveInitialDelayMillis } = db.pool.options;
    // Firewalls and load balancers forget what was silent for some five minutes.
    expect([
      keepAlive,
      (keepAliveInitialDelayMillis ?? 0) > 0 && (keepAliveInitialDelayMillis ?? 0) < 200_000,
    ]).toEqual([true, true]);
    await db.close();
  });
});

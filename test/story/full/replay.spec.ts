import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { type OwnRedis, startRedis } from '../../harness/redis.js';
import { describeReplay } from '../replay/replay-facts.js';
import { type Replayed, runAndReplay } from '../replay/replay-run.js';

/** In one process: a clock that is stepped reaches others a moment later, and instants are compared to the millisecond. */
const SERVICES = ['scheduler', 'personaliser', 'sender', 'tracker', 'portal', 'console', 'sandbox'];
const LONGEST_MS = 3_600_000;

describe('A thousand cases through ninety days on Redis, and a simulation that lives through their history', () => {
  let database: ThrowAwayDatabase;
  let redis: OwnRedis;
  let replayed: Replayed;

  beforeAll(async () => {
    [database, redis] = await Promise.all([throwAwayDatabase(), startRedis()]);
    const layout = {
      databaseUrl: database.url,
      queueUrl: redis.url,
      processes: [SERVICES],
      door: async ([port]: readonly number[]) => ({
        url: `http://127.0.0.1:${port}`,
        close: async () => undefined,
      }),
    };
    replayed = await runAndReplay(layout, { cases: 1000, days: 90 });
  }, LONGEST_MS);

  afterAll(async () => {
    await redis?.stop();
    await database?.drop();
  });

  describeReplay(() => replayed);

  it('compared a thousand cases', () => {
    expect(replayed.report.cases.given).toBeGreaterThan(950);
    expect(replayed.report.replay?.recorded).toBeGreaterThan(2_000);
  });
});

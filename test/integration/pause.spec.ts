import { benchPause } from '../bench/pause.bench.js';
import { type OwnPostgres, startPostgres } from '../harness/postgres.js';
import { type OwnRedis, startRedis } from '../harness/redis.js';
import { startWithin } from './services-within.js';

const QUEUED = 1_500;

describe.each(['redis', 'postgres'])(
  'a campaign that is paused while its messages are queued on %s',
  (kind) => {
    let postgres: OwnPostgres;
    let redis: OwnRedis | undefined;

    beforeAll(async () => {
      postgres = await startPostgres();
      redis = kind === 'redis' ? await startRedis() : undefined;
    });

    afterAll(async () => {
      await redis?.stop();
      await postgres.stop();
    });

    it('sends nothing later than a second after, and goes on at once when it may, nothing twice, nothing lost', async () => {
      const paused = await benchPause(postgres, redis?.url ?? null, QUEUED, startWithin);
      expect(paused.queued).toBeGreaterThan(QUEUED / 2);
      expect(paused.latest_ms).toBeLessThanOrEqual(1_000);
      expect(paused.arrived_after).toBeLessThan(paused.queued / 2);
      expect(paused.resumed_within_s ?? Infinity).toBeLessThan(10);
      expect([paused.twice, paused.lost]).toEqual([0, 0]);
    }, 120_000);
  },
);

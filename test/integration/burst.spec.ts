import { benchBurst } from '../bench/burst.bench.js';
import { type OwnPostgres, startPostgres } from '../harness/postgres.js';
import { type OwnRedis, startRedis } from '../harness/redis.js';
import { startWithin } from './services-within.js';

const PAYMENTS = 1_200;

describe.each(['redis', 'postgres'])(
  'payments that come all at once while messages are queued on %s',
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

    it('close their cases and cancel what had not left, and nothing arrives a second after them; the others get theirs', async () => {
      const burst = await benchBurst(postgres, redis?.url ?? null, PAYMENTS, startWithin);
      expect(burst.payments).toBe(PAYMENTS);
      expect(burst.latest_ms).toBeLessThanOrEqual(1_000);
      expect(burst.drained_s ?? Infinity).toBeLessThan(30);
      expect(burst.cancelled).toBeGreaterThan(PAYMENTS / 4);
      expect([burst.twice, burst.lost]).toEqual([0, 0]);
    }, 180_000);
  },
);

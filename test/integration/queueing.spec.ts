import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { QUEUES } from '#contracts';
import { BullMessageQueue, queueConnection, split } from '#queueing';
import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { startRedis, type OwnRedis } from '../harness/redis.js';

const batch = { shards: [1, 2, 3], ids: ['a', 'b', 'c'], legs: [1, 1, 2] };

describe('wake-ups', () => {
  let database: ThrowAwayDatabase;
  let redis: OwnRedis;
  beforeAll(async () => {
    [database, redis] = [await throwAwayDatabase(), await startRedis()];
  });
  afterAll(async () => {
    await redis.stop();
    await database.drop();
  });

  it('are divided into jobs of a size, each message in one of them', () => {
    expect(split(batch, 2)).toEqual([
      { shards: [1, 2], ids: ['a', 'b'], legs: [1, 1] },
      { shards: [3], ids: ['c'], legs: [2] },
    ]);
  });

  it.each(['postgres', 'redis'])('tell on %s how far their queue is behind', async (kind) => {
    const connection = queueConnection(kind === 'redis' ? redis.url : database.url);
    const [render, send] = [new Queue(QUEUES.render, { connection }), new Queue(QUEUES.send, { connection })];
    try {
      const queue = new BullMessageQueue(render, send);
      expect(await queue.lag()).toEqual({ render: 0, send: 0 });
      await queue.send(batch);
      await sleep(30);
      await queue.send(batch);
      const lag = await queue.lag();
      expect(lag.render).toBe(0);
      expect(lag.send).toBeGreaterThanOrEqual(30);
      expect(lag.send).toBeLessThan(10_000);
    } finally {
      await Promise.all([render.close(), send.close()]);
      queueConnection(database.url);
    }
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { type LegToSend, type MessageBatch, QUEUES } from '#contracts';
import { BullMessageQueue, queueConnection, split } from '#queueing';
import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { startRedis, type OwnRedis } from '../harness/redis.js';

const batch = { shards: [1, 2, 3], ids: ['a', 'b', 'c'], legs: [1, 1, 2] };

function leg(messageId: string, channel: 'sms' | 'email'): LegToSend {
  return { shard: 1, messageId, legNo: 1, channel };
}

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

  describe.each(['postgres', 'redis'])('on %s', (kind) => {
    let [render, sms, email, rcs, voice]: Queue[] = [];
    let queue: BullMessageQueue;
    const closing: (() => Promise<void>)[] = [];
    beforeAll(() => {
      const connection = queueConnection(kind === 'redis' ? redis.url : database.url);
      const open = (name: string): Queue => new Queue(name, { connection });
      render = open(QUEUES.render);
      [sms, email] = [open(QUEUES.send.sms), open(QUEUES.send.email)];
      [rcs, voice] = [open(QUEUES.send.rcs), open(QUEUES.send.voice)];
      queue = new BullMessageQueue(render, { sms, email, rcs, voice });
    });
    afterAll(async () => {
      await Promise.all(closing.map((close) => close()));
      await Promise.all([render, sms, email, rcs, voice].map((each) => each?.close()));
      queueConnection(database.url);
    });

    it('tell how far the queue of each channel is behind', async () => {
      expect(await queue.lag()).toEqual({ render: 0, send: { sms: 0, email: 0, rcs: 0, voice: 0 } });
      await queue.send([leg('m1', 'sms')]);
      await sleep(30);
      await queue.send([leg('m2', 'sms')]);
      const lag = await queue.lag();
      expect(lag).toMatchObject({ render: 0, send: { email: 0 } });
      expect(lag.send.sms).toBeGreaterThanOrEqual(30);
      expect(lag.send.sms).toBeLessThan(10_000);
    });

    it('are taken in their turn, those of none first, and count for how far behind the queue is', async () => {
      await queue.render({ shards: [1], ids: ['late'], legs: [1] }, 16);
      await sleep(30);
      await queue.render({ shards: [1], ids: ['early'], legs: [1] }, 5);
      await queue.render({ shards: [1], ids: ['first'], legs: [1] });
      expect((await queue.lag()).render).toBeGreaterThanOrEqual(30);
      const taken: unknown[] = [];
      const done = new Promise<void>((resolve) => {
        const worker = new Worker<MessageBatch>(
          QUEUES.render,
          async ({ data, priority }) => {
            taken.push([...data.ids, priority]);
            if (taken.length === 3) resolve();
          },
          { connection: queueConnection(kind === 'redis' ? redis.url : database.url) },
        );
        closing.push(() => worker.close());
      });
      await done;
      expect(taken).toEqual([
        ['first', 0],
        ['early', 5],
        ['late', 16],
      ]);
    });

    it('stand in a queue of their own for each channel, so that none waits behind the mails', async () => {
      // What else a caller knows of a leg, such as its words, does not come along (I8).
      const written = { ...leg('m3', 'email'), body: 'Dzień dobry, Janie' };
      await queue.send([written, leg('m4', 'sms'), leg('m5', 'email')]);
      const mails = await email?.getJobs('wait');
      expect(mails?.map((job) => job.data)).toEqual([{ shards: [1, 1], ids: ['m3', 'm5'], legs: [1, 1] }]);
    });
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { SendingWorld } from './sending.world.js';

describe('scheduling', () => {
  let world: SendingWorld;

  beforeEach(async () => {
    world = await SendingWorld.open(20);
  }, 120_000);

  afterEach(() => world.close());

  const count = async (sql: string): Promise<number> =>
    (await world.db.query<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`)).rows[0]?.n ?? 0;

  it('goes on with the other campaigns where one cannot be run, and tries that one again later', async () => {
    await world.db.query(
      `WITH broken AS (
         INSERT INTO campaign_versions (id, campaign_id, number, source, source_hash, definition, published_at)
         SELECT gen_random_uuid(), id, 2, 'steps: []', '\\x00', '{}', now() FROM campaigns RETURNING id
       )
       UPDATE enrolments SET version_id = broken.id FROM broken
       WHERE enrolments.id IN (SELECT id FROM enrolments ORDER BY id LIMIT 5)`,
    );
    await world.prepare();
    expect(await count('messages')).toBe(15);
    const { rows } = await world.db.query<{ due: string; n: number }>(
      `SELECT due_at::text AS due, count(*) AS n FROM enrolments WHERE version_id IN
         (SELECT id FROM campaign_versions WHERE number = 2) GROUP BY due_at`,
    );
    expect(rows).toEqual([{ due: '2026-01-12 10:00:00+00', n: 5 }]);
  });

  it('advances each case once, however many schedulers run at the same instant', async () => {
    // Nothing can be written until all have read.
    const gate = await world.db.transaction(async (tx) => {
      await tx.query('LOCK TABLE messages IN SHARE ROW EXCLUSIVE MODE');
      const schedulers = Promise.all(Array.from({ length: 4 }, () => world.wake()));
      await sleep(1_000);
      return { schedulers };
    });
    const claimed = await gate.schedulers;
    expect(claimed.reduce((sum, each) => sum + each, 0)).toBe(20);
    expect(await count('messages')).toBe(20);
    const woken = world.queue.rendering.flatMap(({ ids }) => ids);
    expect([woken.length, new Set(woken).size]).toEqual([20, 20]);
  });

  it('has each message written and sent once, though every wake-up comes twice', async () => {
    await world.wake();
    world.queue.rendering.push(...world.queue.rendering.map((batch) => ({ ...batch })));
    const batches = await world.renderAgain();
    expect(await count('legs')).toBe(20);
    const senders = [world.sender(), world.sender()];
    await Promise.all(senders.flatMap((sender) => batches.map((batch) => sender.send('sms', batch))));
    expect(await count('attempts')).toBe(20);
    expect(world.adapter.submissions).toHaveLength(20);
  });
});

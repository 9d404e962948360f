import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageBatch } from '#contracts';
import { cancelDeferred, type MessageOrigin } from '#persistence';
import { SendingWorld } from './sending.world.js';

/** What else may happen in the very moment in which messages are decided, released or handed over. */
describe('sending, while something else happens', () => {
  let world: SendingWorld;
  let batch: MessageBatch;

  beforeEach(async () => {
    world = await SendingWorld.open(6);
    [batch = { shards: [], ids: [], legs: [] }] = await world.prepare();
  }, 120_000);

  afterEach(() => world.close());

  it('waits for the stops of several persons that are being committed, and obeys each of them', async () => {
    const { rows } = await world.db.query<{ id: string }>('SELECT id FROM persons ORDER BY id');
    const stopped = rows.map((row) => row.id).filter((_, place) => place % 2 === 1);
    let sending: Promise<void> | undefined;
    await Promise.all(
      stopped.map((id) =>
        world.db.transaction(async (tx) => {
          await tx.query('SELECT id FROM persons WHERE id = $1 FOR UPDATE', [id]);
          await sleep(100);
          sending ??= world.sender().send('sms', batch);
          await sleep(200);
          await tx.query(`UPDATE persons SET stops = '{cease}' WHERE id = $1`, [id]);
        }),
      ),
    );
    await sending;
    const reached = await personsOf(world.adapter.submissions.map((submission) => submission.messageId));
    expect(reached).toEqual(rows.map((row) => row.id).filter((id) => !stopped.includes(id)));
  });

  it('hands nothing over a second after a pause, though the pause comes after the reading and the commit is slow', async () => {
    let sending: Promise<void> | undefined;
    await world.db.transaction(async (tx) => {
      // Whoever stores decisions waits; by then the campaign was read as running.
      await tx.query('LOCK TABLE decisions IN SHARE MODE');
      sending = world.sender().send('sms', batch);
      await sleep(300);
      await world.db.query('UPDATE campaigns SET paused_at = business_now()');
      await sleep(1_000);
    });
    await sending;
    expect(world.adapter.submissions).toEqual([]);
    expect(await count(`attempts WHERE outcome = 'voided' AND proved_not_accepted`)).toBe(6);
    await world.sender().send('sms', world.queue.sending.splice(0)[0] ?? batch);
    expect(world.adapter.submissions).toEqual([]);
    expect(await count(`flights WHERE stage = 'deferred' AND paused`)).toBe(6);
  });

  it('makes what was late again at once three times, and then lets it rest', async () => {
    world.adapter.answer = async () => ({ outcome: 'late' });
    const woken: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await world.sender().send('sms', batch);
      woken.push(world.queue.sending.splice(0).flatMap((one) => one.ids).length);
    }
    expect(woken).toEqual([6, 6, 6, 0]);
    const resting = await count(
      `flights WHERE stage = 'moving' AND lease_until BETWEEN clock_timestamp() + interval '1 s' AND clock_timestamp() + interval '5 s'`,
    );
    expect(resting).toBe(6);
    expect(await count(`attempts WHERE outcome = 'voided' AND proved_not_accepted`)).toBe(24);
    expect(await count(`persons WHERE contacts <> '[]'`)).toBe(0);
  });

  it('cancels waiting messages of an overtaken step, but for the one that is just being released', async () => {
    await world.db.query('UPDATE campaigns SET paused_at = now()');
    await world.sender().send('sms', batch);
    const [released, putOff] = batch.ids;
    let cancelling: Promise<void> | undefined;
    await world.db.transaction(async (tx) => {
      await tx.query(`UPDATE flights SET stage = 'moving', due_at = NULL WHERE message_id = $1`, [released]);
      await tx.query(`UPDATE flights SET due_at = due_at + interval '1 h' WHERE message_id = $1`, [putOff]);
      cancelling = origins().then((all) => world.hot.transaction((other) => cancelDeferred(other, all)));
      await sleep(300);
    });
    await cancelling;
    expect(await count(`messages WHERE status = 'cancelled' AND status_reason = 'overtaken'`)).toBe(5);
    const { rows } = await world.db.query<{ message_id: string }>('SELECT message_id FROM flights');
    expect(rows.map((row) => row.message_id)).toEqual([released]);
  });

  async function personsOf(messageIds: string[]): Promise<string[]> {
    const { rows } = await world.db.query<{ person_id: string }>(
      'SELECT person_id FROM messages WHERE id = ANY($1) ORDER BY person_id',
      [messageIds],
    );
    return rows.map((row) => row.person_id);
  }

  async function origins(): Promise<MessageOrigin[]> {
    const { rows } = await world.db.query<MessageOrigin>(
      `SELECT shard, person_id AS "personId", origin_key AS "originKey", occurrence FROM messages`,
    );
    return rows;
  }

  async function count(sql: string): Promise<number> {
    const { rows } = await world.db.query<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`);
    return rows[0]?.n ?? 0;
  }
});

import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageBatch } from '#contracts';
import { SendingWorld } from './sending.world.js';

const PERSONS = 12;
/** Messages of each person, of as many steps. */
const MESSAGES = 8;
const WORKERS = 8;

/** "At most one contact a day": whoever is faster wins, and nobody else does. */
describe('the last permitted contact of a person', () => {
  let world: SendingWorld;

  beforeEach(async () => {
    world = await SendingWorld.open(PERSONS);
    await world.prepare();
    await multiply();
  }, 120_000);

  afterEach(() => world.close());

  it('is won by one of eight senders that all have a message for them in hand', async () => {
    const hands = await oneOfEachPersonAHand();
    expect(hands).toHaveLength(WORKERS);
    await sendAtOnce(hands);
    const { rows } = await world.db.query<{ person_id: string; sent: number; deferred: number }>(
      `SELECT person_id, count(*) FILTER (WHERE EXISTS (
                SELECT FROM attempts a WHERE a.shard = m.shard AND a.message_id = m.id))::int AS sent,
              count(*) FILTER (WHERE status = 'deferred')::int AS deferred
       FROM messages m GROUP BY person_id`,
    );
    expect(rows).toHaveLength(PERSONS);
    for (const row of rows) expect(row).toMatchObject({ sent: 1, deferred: MESSAGES - 1 });
    expect(world.adapter.submissions).toHaveLength(PERSONS);
    const { rows: decided } = await world.db.query<{ rule: string; n: number }>(
      `SELECT rule, count(*)::int AS n FROM decisions WHERE outcome = 'defer' GROUP BY rule`,
    );
    expect(decided).toEqual([{ rule: 'frequency-cap', n: PERSONS * (MESSAGES - 1) }]);
  });

  it('counts once on their row, whoever sent it', async () => {
    const hands = await oneOfEachPersonAHand();
    await sendAtOnce(hands);
    const { rows } = await world.db.query<{ contacts: unknown[] }>('SELECT contacts FROM persons');
    for (const { contacts } of rows) expect(contacts).toHaveLength(1);
  });

  /** All of them read what they decide by before any of them may store what it decided. */
  async function sendAtOnce(hands: readonly MessageBatch[]): Promise<void> {
    let sending: Promise<unknown> | undefined;
    await world.db.transaction(async (tx) => {
      await tx.query('LOCK TABLE decisions IN SHARE MODE');
      sending = Promise.all(hands.map((batch) => world.sender().send('sms', batch)));
      await sleep(400);
    });
    await sending;
  }

  /** Gives each person further messages like the one that was written, of steps of their own. */
  async function multiply(): Promise<void> {
    for (let copy = 1; copy < MESSAGES; copy += 1) {
      await world.db.query(
        `WITH original AS (
           SELECT m, uuidv7() AS id FROM messages m WHERE origin_key LIKE '%:notice'
         ), message AS (
           INSERT INTO messages SELECT (jsonb_populate_record(o.m, jsonb_build_object(
             'id', o.id, 'origin_key', (o.m).enrolment_id || ':copy-${copy}'))).* FROM original o
         ), leg AS (
           INSERT INTO legs SELECT (jsonb_populate_record(l, jsonb_build_object('message_id', o.id))).*
           FROM original o JOIN legs l ON l.shard = (o.m).shard AND l.message_id = (o.m).id
         )
         INSERT INTO flights SELECT (jsonb_populate_record(f, jsonb_build_object('message_id', o.id))).*
         FROM original o JOIN flights f ON f.shard = (o.m).shard AND f.message_id = (o.m).id`,
      );
    }
  }

  /** Eight batches, each with one message of every person. */
  async function oneOfEachPersonAHand(): Promise<MessageBatch[]> {
    const { rows } = await world.db.query<{ shard: number; id: string; hand: number }>(
      `SELECT shard, id, row_number() OVER (PARTITION BY person_id ORDER BY id)::int AS hand FROM messages ORDER BY id`,
    );
    return Array.from({ length: WORKERS }, (_, hand) => {
      const own = rows.filter((row) => row.hand === hand + 1);
      return { shards: own.map(({ shard }) => shard), ids: own.map(({ id }) => id), legs: own.map(() => 1) };
    });
  }
});

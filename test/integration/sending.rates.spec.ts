import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelAdapter, Config, MessageBatch } from '#contracts';
import { Database, HotDatabase, storeConfiguredRates } from '#persistence';
import { type ThrowAwayDatabase, throwAwayDatabase } from '#testing';
import { ConfiguredRates } from '../../apps/sender/src/configured-rates.js';
import { RateGate } from '../../apps/sender/src/rate-gate.js';
import { seedAcceptedMessages } from '../harness/message-seed.js';

const NEVER = new AbortController().signal;

describe('limits of senders and of accounts with providers', () => {
  let database: ThrowAwayDatabase;
  let db: Database;
  let batch: MessageBatch;
  const processes: HotDatabase[] = [];

  beforeAll(async () => {
    database = await throwAwayDatabase();
    db = new Database({ url: database.url, connections: 2 });
    await seedAcceptedMessages(db, 20);
    const { rows } = await db.query<{ shard: number; id: string }>('SELECT shard, id FROM messages');
    batch = {
      shards: rows.map(({ shard }) => shard),
      ids: rows.map(({ id }) => id),
      legs: rows.map(() => 1),
    };
  });

  afterEach(async () => {
    await db.query('DELETE FROM sender_rates');
    await db.query(`UPDATE legs SET channel = 'sms'`);
    await Promise.all(processes.splice(0).map((hot) => hot.close()));
  });

  afterAll(async () => {
    await db.close();
    await database.drop();
  });

  /** The gate of one more process, on connections of its own. */
  function gate(mailFrom = 'Firma <sprawy@firma.example>'): RateGate {
    const hot = new HotDatabase({ url: database.url, connections: 2 });
    processes.push(hot);
    return new RateGate(hot, { mailFrom });
  }

  const slice = (from: number, to: number): MessageBatch => ({
    shards: batch.shards.slice(from, to),
    ids: batch.ids.slice(from, to),
    legs: batch.legs.slice(from, to),
  });

  /** When each message was let through, in machine milliseconds, and by which provider. */
  async function letThrough(
    by: RateGate,
    messages: MessageBatch,
    provider = 'twilio-sms',
  ): Promise<number[]> {
    const times: number[] = [];
    for await (const { batch: portion, againInMs } of by.portions(messages, provider, NEVER)) {
      if (againInMs === null) {
        times.push(...portion.ids.map(() => performance.now()));
        continue;
      }
      await sleep(againInMs);
      times.push(...(await letThrough(by, portion, provider)));
    }
    expect(times).toHaveLength(messages.ids.length);
    return times;
  }

  /** How long it took from the first to the last. */
  const span = (times: number[]): number => Math.max(...times) - Math.min(...times);

  it('of an account hold over processes that contend for it', async () => {
    await storeConfiguredRates(db, [{ scope: 'provider', identity: 'twilio-sms', perSecond: 10 }]);
    const [one, other] = await Promise.all([
      letThrough(gate(), slice(0, 10)),
      letThrough(gate(), slice(10, 20)),
    ]);
    // Ten at once are one second's worth; the other ten have to wait for that second.
    expect(span([...one, ...other])).toBeGreaterThan(900);
  });

  it('of an account spare what goes by another', async () => {
    await storeConfiguredRates(db, [{ scope: 'provider', identity: 'twilio-voice', perSecond: 1 }]);
    expect(span(await letThrough(gate(), batch))).toBeLessThan(500);
  });

  it('of a sender and of its account hold together, whichever is the lower', async () => {
    const sender = { scope: 'sender', identity: 'Energia', perSecond: 100 } as const;
    await storeConfiguredRates(db, [sender, { scope: 'provider', identity: 'twilio-sms', perSecond: 2 }]);
    expect(span(await letThrough(gate(), slice(0, 4)))).toBeGreaterThan(900);
    await storeConfiguredRates(db, [
      { ...sender, perSecond: 2 },
      { scope: 'provider', identity: 'twilio-sms', perSecond: 100 },
    ]);
    expect(span(await letThrough(gate(), slice(0, 4)))).toBeGreaterThan(900);
  });

  it('keep all that waits for them with its process, so that nobody else queues it again', async () => {
    await db.query(
      `INSERT INTO flights (shard, message_id, leg_no, case_id, lease_until)
       SELECT shard, id, 1, case_ids[1], now() + interval '1 s' FROM messages`,
    );
    await storeConfiguredRates(db, [
      { scope: 'provider', identity: 'twilio-sms', perSecond: 5 },
      { scope: 'sender', identity: 'Energia', perSecond: 5 },
    ]);
    for await (const { batch: portion } of gate().portions(batch, 'twilio-sms', NEVER)) {
      const { rows } = await db.query<{ behind: number }>(
        `SELECT count(*)::int AS behind FROM flights
         WHERE lease_until < clock_timestamp() + interval '15 s' AND NOT message_id = ANY($1)`,
        [portion.ids],
      );
      expect(rows).toEqual([{ behind: 0 }]);
      break;
    }
    await db.query('DELETE FROM flights');
  });

  it('send away whoever would wait for others under them, and keep one for each to go on', async () => {
    await storeConfiguredRates(db, [{ scope: 'sender', identity: 'Energia', perSecond: 2 }]);
    const sent: number[] = [];
    const away: number[] = [];
    const jobs = [slice(0, 4), slice(4, 8), slice(8, 12), slice(12, 16), slice(16, 20)];
    const started = performance.now();
    await Promise.all(
      jobs.map(async (job) => {
        for await (const { batch: portion, againInMs } of gate().portions(job, 'twilio-sms', NEVER))
          if (againInMs === null) sent.push(...portion.ids.map(() => performance.now() - started));
          else away.push(...portion.ids.map(() => againInMs));
      }),
    );
    expect(sent.length + away.length).toBe(20);
    // Two at once, and two a second later; those that took them go on as long as nobody else comes between.
    expect(sent.length).toBeGreaterThanOrEqual(4);
    expect(away.length).toBeGreaterThanOrEqual(12);
    for (const ms of away) expect(ms).toBeGreaterThan(1_000);
    expect(Math.max(...sent)).toBeLessThan(3_500);
  });

  it('hold for mails by the bare address, of MAIL_FROM too', async () => {
    await db.query(`UPDATE legs SET channel = 'email'`);
    await storeConfiguredRates(db, [
      { scope: 'sender', identity: 'sprawy@firma.example', perSecond: 2 },
      { scope: 'sender', identity: 'sprawy@energia.example', perSecond: 2 },
    ]);
    expect(span(await letThrough(gate(), slice(0, 4), 'smtp'))).toBeGreaterThan(900);
    await db.query('UPDATE creditors SET mail_from = NULL');
    expect(span(await letThrough(gate(), slice(4, 8), 'smtp'))).toBeGreaterThan(900);
    expect(span(await letThrough(gate('a@b.example'), slice(8, 12), 'smtp'))).toBeLessThan(500);
  });

  it('are those of the configuration and those that an operator wrote', async () => {
    const kept = async (): Promise<string[]> => {
      const { rows } = await db.query<{ what: string }>(
        `SELECT scope || ' ' || identity || ' ' || per_second AS what FROM sender_rates ORDER BY 1`,
      );
      return rows.map(({ what }) => what);
    };
    await db.query(
      `INSERT INTO sender_rates (identity, per_second, next_at) VALUES ('+48459990001', 10, now())`,
    );
    await storeConfiguredRates(db, [
      { scope: 'provider', identity: 'smtp', perSecond: 20 },
      { scope: 'sender', identity: 'Energia', perSecond: 5 },
    ]);
    expect(await kept()).toEqual(['provider smtp 20', 'sender +48459990001 10', 'sender Energia 5']);
    await storeConfiguredRates(db, [{ scope: 'provider', identity: 'smtp', perSecond: 2.5 }]);
    expect(await kept()).toEqual(['provider smtp 2.5', 'sender +48459990001 10']);
    // Named by the list for a while, an operator's own is still there afterwards.
    await storeConfiguredRates(db, [{ scope: 'sender', identity: '+48459990001', perSecond: 4 }]);
    await storeConfiguredRates(db, []);
    expect(await kept()).toEqual(['sender +48459990001 4']);
  });

  it('are refused at the start where they name a provider that there is not', async () => {
    const config = {
      sendingRates: [{ scope: 'provider', identity: 'twillio', perSecond: 1 }],
    } as unknown as Config;
    const adapters = new Map([['sms', { provider: 'twilio-sms' } as ChannelAdapter]]);
    await expect(new ConfiguredRates(db, config, adapters).onModuleInit()).rejects.toThrow(
      'SENDING_RATES names the provider "twillio", which there is not; there are twilio-sms.',
    );
  });
});

import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { Database, HotDatabase, PgCaseworkStore } from '#persistence';
import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';

interface Agent extends Record<string, unknown> {
  ref: string;
}

let own: ThrowAwayDatabase;
let db: Database;
let other: Database;
let exchanges = 0;

beforeAll(async () => {
  own = await throwAwayDatabase();
  db = new Database({ url: own.url, connections: 1, named: true });
  other = new Database({ url: own.url, connections: 1 });
  db.pool.on('connect', (client) => {
    const { connection } = client as unknown as { connection: EventEmitter };
    connection.on('readyForQuery', () => (exchanges += 1));
  });
  await db.query('SELECT 1');
});

beforeEach(async () => {
  await other.query('DELETE FROM agents');
  exchanges = 0;
});

afterAll(async () => {
  await Promise.all([db.close(), other.close()]);
  await own.drop();
});

const ADD = `INSERT INTO agents (id, ref, name) VALUES ($1, $2, 'A name')`;
const REFS = 'SELECT ref FROM agents ORDER BY ref';
const FAULT = 'SELECT 1 / $1::integer';

async function refs(): Promise<string[]> {
  return (await other.query<Agent>(REFS)).rows.map(({ ref }) => ref);
}

describe('a transaction by exchanges', () => {
  it('takes one to begin and to read, and one to write and to commit', async () => {
    await db.exchange(async (tx) => {
      const [first, second] = await Promise.all([
        tx.query<Agent>(REFS),
        tx.query<{ n: number }>('SELECT $1::integer AS n', [2]),
      ]);
      expect([first.rows, second.rows]).toEqual([[], [{ n: 2 }]]);
      await tx.later.query(ADD, [randomUUID(), 'anna']);
      await tx.later.query(ADD, [randomUUID(), 'ben']);
    });
    expect(exchanges).toBe(2);
    expect(await refs()).toEqual(['anna', 'ben']);
  });

  it('sees what it has written so far', async () => {
    const seen = await db.exchange(async (tx) => {
      await tx.later.query(ADD, [randomUUID(), 'anna']);
      return (await tx.query<Agent>(REFS)).rows;
    });
    expect(seen).toEqual([{ ref: 'anna' }]);
  });

  it('reads what was committed while it waited for a lock of the same exchange', async () => {
    await other.query(ADD, [randomUUID(), 'anna']);
    const rename = (ref: string) => ['UPDATE agents SET ref = $1', [ref]] as const;
    let reading: Promise<Agent[]> | undefined;
    await other.transaction(async (tx) => {
      await tx.query(rename('berta')[0], [...rename('berta')[1]]);
      reading = db.exchange(async (waiting) => {
        const [, { rows }] = await Promise.all([
          waiting.query('SELECT FROM agents FOR UPDATE'),
          waiting.query<Agent>(REFS),
        ]);
        return rows;
      });
      // Until it waits there.
      const waits = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
      while ((await tx.query(waits)).rowCount === 0);
    });
    expect(await reading).toEqual([{ ref: 'berta' }]);
  });

  it('is nothing when a statement fails that nobody waited for', async () => {
    const failing = db.exchange(async (tx) => {
      await tx.later.query(ADD, [randomUUID(), 'anna']);
      await tx.later.query(FAULT, [0]);
      await tx.later.query(ADD, [randomUUID(), 'ben']);
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await refs()).toEqual([]);
  });

  it('does not commit past a failure that was swallowed', async () => {
    const failing = db.exchange(async (tx) => {
      await tx.later.query(ADD, [randomUUID(), 'anna']);
      await tx.query(FAULT, [0]).catch(() => undefined);
      await tx.later.query(ADD, [randomUUID(), 'ben']);
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await refs()).toEqual([]);
  });

  it('runs nothing any more after its work has failed', async () => {
    const failing = db.exchange((tx) => {
      void tx.query(ADD, [randomUUID(), 'anna']).catch(() => undefined);
      return Promise.reject(new Error('the work failed'));
    });
    await expect(failing).rejects.toThrow('the work failed');
    // On the same connection, where it would stand in a transaction that nobody ends.
    expect((await db.query(REFS)).rows).toEqual([]);
  });

  it('knows on its connection what was parsed there, also when a set failed in its middle', async () => {
    const [before, after] = ['SELECT $1::integer + 1 AS n', 'SELECT $1::integer + 2 AS n'];
    const set = (by: number) =>
      db.exchange(async (tx) => {
        const answers = [tx.query(before, [1]), tx.query('SELECT 6 / $1::integer AS n', [by])];
        const last = [...answers, tx.query(after, [1])];
        return (await Promise.all(last)).map(({ rows }) => rows[0]?.n as number);
      });
    await expect(set(0)).rejects.toMatchObject({ code: '22012' });
    expect(await set(2)).toEqual([2, 3, 3]);
    expect(await set(3)).toEqual([2, 2, 3]);
  });

  it('carries more than a socket holds', async () => {
    const long = 'x'.repeat(100_000);
    const lengths = await db.exchange(async (tx) => {
      const asked = Array.from({ length: 100 }, () => tx.query('SELECT $1::text AS text', [long]));
      return (await Promise.all(asked)).map(({ rows }) => (rows[0]?.text as string).length);
    });
    expect(lengths).toEqual(Array.from({ length: 100 }, () => long.length));
  });
});

describe('cancelling what is in flight', () => {
  it('looks flights up by their messages, also by a plan that was made when there were none', async () => {
    const hot = new HotDatabase({ url: own.url, connections: 1, named: true });
    const store = new PgCaseworkStore(hot);
    const cancel = () =>
      store.transaction({ personIds: [randomUUID()] }, (tx) =>
        tx.cancelInFlight({ caseIds: [randomUUID()] }, 'held'),
      );
    const touched = async (): Promise<number> => {
      await hot.query('SELECT pg_stat_force_next_flush()');
      const { rows } = await hot.query<{ n: number }>(
        `SELECT idx_tup_fetch + seq_tup_read AS n FROM pg_stat_user_tables WHERE relname = 'flights'`,
      );
      return rows[0]?.n ?? NaN;
    };
    await cancel();
    await hot.query(
      `INSERT INTO flights (shard, message_id, leg_no, case_id, lease_until)
       SELECT 0, gen_random_uuid(), 1, gen_random_uuid(), now() FROM generate_series(1, 500)`,
    );
    const before = await touched();
    await cancel();
    expect((await touched()) - before).toBe(0);
    await hot.close();
  });
});

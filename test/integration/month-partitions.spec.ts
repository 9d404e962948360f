import { v7 as uuidv7 } from 'uuid';
import { BusinessClock } from '#contracts';
import { Database, ensureMonthPartitions, MONTHS_PREPARED } from '#persistence';
import { type ThrowAwayDatabase, throwAwayDatabase } from '#testing';
import { PartitionKeeper } from '../../apps/scheduler/src/partition-keeper.js';

const TABLES = ['audit', 'case_events', 'decisions', 'interactions', 'receipts'];
/** As many rows as are not moved any more. */
const TOO_MANY = 20_001;

let place: ThrowAwayDatabase;
let db: Database;

beforeAll(async () => {
  place = await throwAwayDatabase();
  db = new Database({ url: place.url, connections: 4 });
});

afterAll(async () => {
  await db.close();
  await place.drop();
});

async function audit(at: number, action: string): Promise<string> {
  const id = uuidv7({ msecs: at });
  await db.query(
    `INSERT INTO audit (id, actor, action, subject_kind, subject_id, at)
     VALUES ($1, 'system', $2, 'case', '1', to_timestamp($3::float8 / 1000))`,
    [id, action, at],
  );
  return id;
}

/** The partition that holds each row of an action, by number of rows. */
async function whereIs(action: string): Promise<Record<string, number>> {
  const { rows } = await db.query<{ partition: string; count: number }>(
    'SELECT tableoid::regclass::text AS partition, count(*) FROM audit WHERE action = $1 GROUP BY 1',
    [action],
  );
  return Object.fromEntries(rows.map(({ partition, count }) => [partition, count]));
}

describe('the months of receipts, decisions, interactions, audit and case events', () => {
  it('are ready for the month in which the schema is made and for those after it', async () => {
    expect(await ensureMonthPartitions(db, Date.now(), MONTHS_PREPARED)).toEqual({
      created: [],
      missing: [],
    });
  });

  it('take the rows whose id was made in them, to the millisecond', async () => {
    const { created, missing } = await ensureMonthPartitions(db, Date.UTC(2031, 10, 15), 3);
    expect(missing).toEqual([]);
    expect(created.sort()).toEqual(
      TABLES.flatMap((table) => [`${table}_2031_11`, `${table}_2031_12`, `${table}_2032_01`]).sort(),
    );
    await audit(Date.UTC(2032, 0, 1) - 1, 'turn of the year');
    await audit(Date.UTC(2032, 0, 1), 'turn of the year');
    expect(await whereIs('turn of the year')).toEqual({ audit_2031_12: 1, audit_2032_01: 1 });
  });

  it('are made once when several processes ask at the same time, and again', async () => {
    const asked = Array.from({ length: 4 }, () => ensureMonthPartitions(db, Date.UTC(2033, 0, 1), 2));
    const created = (await Promise.all(asked)).flatMap((ensured) => ensured.created);
    expect(created).toHaveLength(TABLES.length * 2);
    expect(new Set(created).size).toBe(created.length);
    expect((await ensureMonthPartitions(db, Date.UTC(2033, 0, 31), 2)).created).toEqual([]);
  });

  it('have the indexes and the uniqueness of their table', async () => {
    const { rows } = await db.query<{ indexes: number }>(
      `SELECT count(*) AS indexes FROM pg_indexes WHERE tablename = 'interactions_2033_01'`,
    );
    expect(rows[0]?.indexes).toBe(3);
    const id = uuidv7({ msecs: Date.UTC(2033, 0, 5) });
    const receipt = `INSERT INTO receipts (message_id, leg_no, event_key, shard, kind, provider, occurred_at, received_at)
                     VALUES ($1, 1, 'delivered', 0, 'delivered', 'twilio-sms', now(), now()) ON CONFLICT DO NOTHING`;
    expect((await db.query(receipt, [id])).rowCount).toBe(1);
    expect((await db.query(receipt, [id])).rowCount).toBe(0);
  });

  it('take over the rows that came before them', async () => {
    const id = await audit(Date.UTC(2034, 4, 1), 'early');
    expect(await whereIs('early')).toEqual({ audit_rest: 1 });
    await ensureMonthPartitions(db, Date.UTC(2034, 4, 20), 1);
    expect(await whereIs('early')).toEqual({ audit_2034_05: 1 });
    expect((await db.query('SELECT FROM audit WHERE id = $1', [id])).rowCount).toBe(1);
  });

  it('leave a great many early rows where they are, and say so', async () => {
    const { rows } = await db.query<{ head: string }>('SELECT left($1, 14) AS head', [
      uuidv7({ msecs: Date.UTC(2035, 2, 3) }),
    ]);
    await db.query(
      `INSERT INTO audit (id, actor, action, subject_kind, subject_id, at)
       SELECT ($1 || '7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'system', 'many', 'case', '1', now()
       FROM generate_series(1, $2::int) n`,
      [rows[0]?.head, TOO_MANY],
    );
    const { created, missing } = await ensureMonthPartitions(db, Date.UTC(2035, 2, 3), 1);
    expect(missing).toEqual([{ partition: 'audit_2035_03', reason: 'too-many-rows' }]);
    expect(created).toHaveLength(TABLES.length - 1);
    expect(await whereIs('many')).toEqual({ audit_rest: TOO_MANY });
  });

  it('give way to whoever is writing a table for long, and are made the next time', async () => {
    await db.transaction(async (tx) => {
      await tx.query('LOCK TABLE audit_rest IN ROW EXCLUSIVE MODE');
      const meanwhile = await ensureMonthPartitions(db, Date.UTC(2036, 0, 1), 1);
      expect(meanwhile.missing).toEqual([{ partition: 'audit_2036_01', reason: 'table-busy' }]);
    });
    expect(await ensureMonthPartitions(db, Date.UTC(2036, 0, 1), 1)).toEqual({
      created: ['audit_2036_01'],
      missing: [],
    });
  });
});

describe('the scheduler', () => {
  class SetClock extends BusinessClock {
    constructor(public instant: number) {
      super();
    }

    now(): number {
      return this.instant;
    }

    refresh(): Promise<number> {
      return Promise.resolve(this.instant);
    }
  }

  it('keeps the coming months of business time ready, also when it jumps, and looks once a day', async () => {
    const clock = new SetClock(Date.UTC(2040, 0, 31, 8));
    const keeper = new PartitionKeeper(db, clock);
    expect(await keeper.keep()).toBe(TABLES.length * MONTHS_PREPARED);
    clock.instant = Date.UTC(2040, 0, 31, 23);
    await db.query('DROP TABLE audit_2040_02');
    expect(await keeper.keep()).toBe(0);
    clock.instant = Date.UTC(2040, 1, 1);
    expect(await keeper.keep()).toBe(TABLES.length + 1);
    clock.instant = Date.UTC(2041, 5, 1);
    expect(await keeper.keep()).toBe(TABLES.length * MONTHS_PREPARED);
  });
});

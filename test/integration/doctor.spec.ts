import {
  checkSecret,
  Database,
  isFirstSecret,
  isPooledByTransaction,
  readCoveredQueues,
  readMissingPartitions,
  readPortfolioGaps,
  readSchemaFacts,
  readServerFacts,
  readWorkFigures,
} from '#persistence';
import { readRedisFacts } from '#queueing';
import { type ThrowAwayDatabase, throwAwayDatabase } from '#testing';
import { freePort } from '../harness/processes.js';

describe('what dunlin doctor asks a database', () => {
  let place: ThrowAwayDatabase;
  let db: Database;

  beforeAll(async () => {
    place = await throwAwayDatabase();
    db = new Database({ url: place.url, connections: 2 });
  });

  afterAll(async () => {
    await db.close();
    await place.drop();
  });

  it('is answered: version, durability, connections, clock, zones', async () => {
    const facts = await readServerFacts(db);
    expect(facts.versionNumber).toBeGreaterThanOrEqual(180_000);
    expect(facts.knowsZones).toBe(true);
    expect(facts.connections).toBeGreaterThan(0);
    expect(facts.maxConnections).toBeGreaterThan(facts.connections);
    expect(Math.abs(facts.now - Date.now())).toBeLessThan(60_000);
  });

  it('tells migrations that have not run, and those of a newer release', async () => {
    expect(await readSchemaFacts(db)).toEqual({ pending: [], unknown: [] });
    await db.query(
      `UPDATE schema_migrations SET name = 'FromTheFuture9' WHERE id = (SELECT max(id) FROM schema_migrations)`,
    );
    const { pending, unknown } = await readSchemaFacts(db);
    expect(pending).toHaveLength(1);
    expect(unknown).toEqual(['FromTheFuture9']);
  });

  it('tells months that nobody has prepared', async () => {
    expect(await readMissingPartitions(db, Date.now())).toEqual([]);
    const inFiveYears = Date.now() + 5 * 365 * 86_400_000;
    expect((await readMissingPartitions(db, inFiveYears)).length).toBeGreaterThan(10);
  });

  it('tells a straight connection from a pooled one', async () => {
    expect(await isPooledByTransaction(place.url)).toBe(false);
  });

  it('tells whether a secret is the first one, and leaves a database that knows none as it is', async () => {
    const [first, other] = ['a'.repeat(32), 'b'.repeat(32)] as const;
    expect(await isFirstSecret(db, first)).toBeUndefined();
    expect(await isFirstSecret(db, other)).toBeUndefined();
    await checkSecret(db, first);
    expect([await isFirstSecret(db, first), await isFirstSecret(db, other)]).toEqual([true, false]);
    await expect(checkSecret(db, other)).rejects.toThrow(
      'DUNLIN_SECRET is not the one that this database was',
    );
  });

  it('tells what creditors and agents lack', async () => {
    expect(await readPortfolioGaps(db)).toMatchObject({
      creditors: 0,
      withoutBankAccount: [],
      activeAgents: 0,
    });
    expect([...(await readCoveredQueues(db))]).toEqual([]);
  });

  it('costs nothing on an empty one, and every figure of the work is nought', async () => {
    const figures = Object.values(await readWorkFigures(db));
    expect(figures).toHaveLength(10);
    for (const readings of figures) expect(readings).toEqual([{ value: 0 }]);
  });
});

describe('what dunlin doctor asks a Redis', () => {
  it('that is not there', async () => {
    const url = `redis://user:hidden@127.0.0.1:${await freePort()}`;
    const failure = await readRedisFacts(url).catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ code: 'ECONNREFUSED' });
    expect(String(failure)).not.toContain('hidden');
  });
});

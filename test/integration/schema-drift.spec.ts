import { Database, MIGRATIONS, migrate, type Queryable, revert } from '#persistence';
import { type ThrowAwayDatabase, throwAwayDatabase } from '#testing';
import { drift, schemaInWords, type Shape, shapeOfEntities, shapeOfSchema } from './schema-shape.js';

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

describe('the entities and the schema', () => {
  let entities: Shape;

  beforeAll(async () => {
    entities = await shapeOfEntities(place.url);
  });

  /** What drift is seen after a change of the schema, which is then undone. */
  async function driftAfter(change: string): Promise<string[]> {
    const undo = new Error('undo');
    let seen: string[] = [];
    const work = async (tx: Queryable): Promise<void> => {
      await tx.query(change);
      seen = drift(entities, await shapeOfSchema(tx));
      throw undo;
    };
    await expect(db.transaction(work)).rejects.toBe(undo);
    return seen;
  }

  it('tell the same of every table and column', async () => {
    const schema = await shapeOfSchema(db);
    expect(schema.size).toBeGreaterThan(300);
    expect(drift(entities, schema)).toEqual([]);
  });

  it.each([
    ['a column that no entity knows', 'ALTER TABLE cases ADD COLUMN mood text', ['cases.mood']],
    ['a column that has gone', 'ALTER TABLE cases DROP COLUMN title', ['cases.title']],
    ['another type', 'ALTER TABLE holds ALTER COLUMN reason TYPE varchar(20)', ['holds.reason']],
    ['another length', 'ALTER TABLE invoices ALTER COLUMN currency TYPE char(4)', ['invoices.currency']],
    [
      'an array for a value',
      'ALTER TABLE agents ALTER COLUMN name TYPE text[] USING ARRAY[name]',
      ['agents.name'],
    ],
    ['a value that may be missing', 'ALTER TABLE legs ALTER COLUMN body DROP NOT NULL', ['legs.body']],
    [
      'a value that may no longer be missing',
      'ALTER TABLE holds ALTER COLUMN until SET NOT NULL',
      ['holds.until'],
    ],
    [
      'another primary key',
      'ALTER TABLE suppressions DROP CONSTRAINT suppressions_pkey, ADD PRIMARY KEY (channel, value_hash)',
      ['suppressions.channel', 'suppressions.value_hash'],
    ],
    ['a table that no entity knows', 'CREATE TABLE moods (id uuid PRIMARY KEY)', ['moods.id']],
    [
      'a table that has gone',
      'DROP TABLE seal_progress',
      ['seal_progress.sealed_to', 'seal_progress.single'],
    ],
  ])('are seen to drift apart by %s', async (_, change, names) => {
    expect((await driftAfter(change)).map((sentence) => sentence.split(':')[0])).toEqual(names);
  });
});

describe('the migrations', () => {
  it('come back to the same schema when each is reverted and applied again', async () => {
    const before = await schemaInWords(db);
    await revert(place.url, MIGRATIONS.length);
    expect(await schemaInWords(db)).toEqual([]);
    expect(await migrate(place.url)).toHaveLength(MIGRATIONS.length);
    expect(await schemaInWords(db)).toEqual(before);
  });

  it('revert one by one, the last one first', async () => {
    const before = await schemaInWords(db);
    for (let count = 1; count <= MIGRATIONS.length; count += 1) {
      await revert(place.url, count);
      expect(await migrate(place.url)).toHaveLength(count);
    }
    expect(await schemaInWords(db)).toEqual(before);
    // As many migrations as there are, and one fewer, and so on: it grows with their square.
  }, 240_000);

  it('have nothing to do the second time', async () => {
    expect(await migrate(place.url)).toEqual([]);
  });
});

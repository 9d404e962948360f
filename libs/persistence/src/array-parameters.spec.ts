import fc from 'fast-check';
import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { arrayLiteral } from './array-parameters.js';
import { Database } from './database.js';

let base: ThrowAwayDatabase;
let db: Database;

beforeAll(async () => {
  base = await throwAwayDatabase();
  db = new Database({ url: base.url, connections: 1 });
});
afterAll(async () => {
  await db.close();
  await base.drop();
});

async function there<T>(type: string, values: unknown[]): Promise<T[]> {
  const { rows } = await db.query<{ values: T[] }>({
    name: `echo-${type}`,
    text: `SELECT $1::${type}[] AS values`,
    values: [values],
  });
  return rows[0]?.values ?? [];
}

describe('arrays as parameters', () => {
  it('bring texts over as they are, whatever stands in them', async () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('', 'NULL', '"', '\\', '{}', ',', 'a"b\\c', 'ж'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(text), { maxLength: 8 }), async (values) => {
        fc.pre(values.every((value) => !value?.includes('\0')));
        expect(await there('text', values)).toEqual(values);
      }),
      { numRuns: 60 },
    );
  });

  it('bring numbers and bytes over', async () => {
    expect(await there('float8', [1, -2.5, null, 1e21])).toEqual([1, -2.5, null, 1e21]);
    const bytes = [Buffer.from([0, 255, 92]), null, Buffer.alloc(0)];
    expect(await there('bytea', bytes)).toEqual(bytes);
  });

  it('of anything else are left to pg', async () => {
    expect(arrayLiteral([true])).toBeNull();
    expect(await there('boolean', [true, false, null])).toEqual([true, false, null]);
    expect(await there('jsonb', [{ a: 'b' }])).toEqual([{ a: 'b' }]);
  });
});

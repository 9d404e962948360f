import fc from 'fast-check';
import { type ThrowAwayDatabase, throwAwayDatabase } from '#testing';
import { copied, copiedBytes, copiedWords, copyRows } from './copy-rows.js';
import { Database } from './database.js';

let place: ThrowAwayDatabase;
let db: Database;

beforeAll(async () => {
  place = await throwAwayDatabase();
  db = new Database({ url: place.url, connections: 1 });
  await db.query('CREATE TABLE said (id int PRIMARY KEY, text text, bytes bytea, words text[])');
  await db.query('CREATE TABLE heard (id int PRIMARY KEY CHECK (id > 0), text text)');
});

beforeEach(() => db.query('TRUNCATE said, heard'));

afterAll(async () => {
  await db.close();
  await place.drop();
});

const SAID = 'said (id, text, bytes, words)';
const HEARD = 'heard (id, text)';

describe('rows that are copied in', () => {
  it('are read as they were written, whatever their texts hold', async () => {
    // Postgres keeps no zero character, and UTF-8 no half of a pair.
    const text = fc
      .string({ unit: 'binary' })
      .filter((each) => !each.includes('\0') && Buffer.from(each).toString() === each);
    const texts = fc.array(fc.option(fc.oneof(text, fc.stringMatching(/^[\\.nt\t\n\r]*$/))), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(texts, fc.uint8Array({ maxLength: 40 }), async (all, bytes) => {
        const hex = Buffer.from(bytes).toString('hex');
        const words = ['*', 'Europe/Warsaw'].slice(all.length % 3);
        const line = (each: string | null, id: number): string =>
          `${id}\t${copied(each)}\t${copiedBytes(hex)}\t${copiedWords(words)}\n`;
        const rows = await db.transaction(async (tx) => {
          await copyRows(tx, [{ into: SAID, text: all.map(line).join('') }]);
          const found = await tx.query('SELECT text, bytes, words FROM said ORDER BY id');
          await tx.query('TRUNCATE said');
          return found.rows as unknown[];
        });
        expect(rows).toEqual(all.map((each) => ({ text: each, bytes: Buffer.from(bytes), words })));
      }),
      { numRuns: 60 },
    );
  });

  it('are those of several tables, and of none', async () => {
    await db.transaction(async (tx) => {
      await copyRows(tx, [
        { into: SAID, text: '1\tone\t\\N\t{}\n2\ttwo\t\\N\t{}\n' },
        { into: 'nowhere (at_all)', text: '' },
        { into: HEARD, text: '1\tone\n' },
      ]);
      await copyRows(tx, [{ into: SAID, text: '' }]);
    });
    const { rows } = await db.query(
      'SELECT (SELECT count(*) FROM said) AS said, count(*) AS heard FROM heard',
    );
    expect(rows).toEqual([{ said: 2, heard: 1 }]);
  });

  it('come all or none; the fault says nothing of what they hold, and the connection serves on', async () => {
    const rows = [
      { into: SAID, text: '1\tone\t\\N\t{}\n' },
      { into: HEARD, text: '-1\tJan Kowalski\n' },
      { into: SAID, text: '2\ttwo\t\\N\t{}\n' },
    ];
    const fault: unknown = await db.transaction((tx) => copyRows(tx, rows)).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: '23514', constraint: 'heard_id_check' });
    expect(JSON.stringify({ ...(fault as object), message: (fault as Error).message })).not.toMatch(
      /Kowalski/,
    );
    expect((await db.query('SELECT count(*) AS n FROM said')).rows).toEqual([{ n: 0 }]);
  });

  it('fail with the key that is there already', async () => {
    const one = [{ into: HEARD, text: '1\tone\n' }];
    await db.transaction((tx) => copyRows(tx, one));
    await expect(db.transaction((tx) => copyRows(tx, one))).rejects.toMatchObject({ code: '23505' });
  });
});

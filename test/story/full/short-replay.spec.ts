import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { describeReplay } from '../replay/replay-facts.js';
import { type Replayed, runAndReplay } from '../replay/replay-run.js';

const SERVICES = ['scheduler', 'personaliser', 'sender', 'tracker', 'portal', 'console', 'sandbox'];
/** Far more than it takes where nothing else runs. */
const LONGEST_MS = 1_800_000;

describe('Forty cases through eleven days, and a simulation that lives through their history', () => {
  let database: ThrowAwayDatabase;
  let replayed: Replayed;

  beforeAll(async () => {
    database = await throwAwayDatabase();
    const layout = {
      databaseUrl: database.url,
      queueUrl: database.url,
      processes: [SERVICES],
      door: async ([port]: readonly number[]) => ({
        url: `http://127.0.0.1:${port}`,
        close: async () => undefined,
      }),
    };
    replayed = await runAndReplay(layout, { cases: 40, days: 11 });
  }, LONGEST_MS);

  afterAll(() => database?.drop());

  describeReplay(() => replayed);
});

import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { describeStory } from './story-facts.js';
import { runStory, type StoryOver } from './story-run.js';

const SERVICES = ['scheduler', 'personaliser', 'sender', 'tracker', 'portal', 'console', 'sandbox'];
const LONGEST_MS = 900_000;

describe('Two hundred consumers through 75 days, all services in one process', () => {
  let database: ThrowAwayDatabase;
  let story: StoryOver;

  beforeAll(async () => {
    database = await throwAwayDatabase();
    story = await runStory({
      databaseUrl: database.url,
      queueUrl: database.url,
      processes: [SERVICES],
      door: async ([port]) => ({ url: `http://127.0.0.1:${port}`, close: async () => undefined }),
    });
  }, LONGEST_MS);

  afterAll(async () => {
    await story?.installation.stop();
    await database?.drop();
  });

  describeStory(() => story);
});

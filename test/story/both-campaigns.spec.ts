import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { describeCalls } from './call-facts.js';
import { describeEscalations } from './escalation-facts.js';
import { describeInvoices } from './invoice-facts.js';
import { describeStory } from './story-facts.js';
import { runStory, type StoryOver } from './story-run.js';

const SERVICES = ['scheduler', 'personaliser', 'sender', 'tracker', 'portal', 'console', 'sandbox'];
/** Far more than it takes where nothing else runs. */
const LONGEST_MS = 1_800_000;

describe('Consumers and businesses through 80 days, by all channels, all services in one process', () => {
  let database: ThrowAwayDatabase;
  let story: StoryOver;

  beforeAll(async () => {
    database = await throwAwayDatabase();
    story = await runStory({
      size: 'short',
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
  describeEscalations(() => story);
  describeCalls(() => story);
  describeInvoices(() => story);
});

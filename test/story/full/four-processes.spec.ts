import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { type OwnRedis, startRedis } from '../../harness/redis.js';
import { openFrontDoor } from '../front-door.js';
import { describeStory } from '../story-facts.js';
import { runStory, type StoryOver } from '../story-run.js';

const PROCESSES = [
  ['scheduler'],
  ['personaliser'],
  ['sender'],
  ['tracker'],
  ['portal', 'console', 'sandbox'],
];
const LONGEST_MS = 1_800_000;

describe('The same story with a process for each service, on Redis', () => {
  let database: ThrowAwayDatabase;
  let redis: OwnRedis;
  let story: StoryOver;

  beforeAll(async () => {
    [database, redis] = await Promise.all([throwAwayDatabase(), startRedis()]);
    story = await runStory({
      databaseUrl: database.url,
      queueUrl: redis.url,
      processes: PROCESSES,
      door: (ports) => openFrontDoor(ports[3] ?? 0, ports[4] ?? 0),
    });
  }, LONGEST_MS);

  afterAll(async () => {
    await story?.installation.stop();
    await redis?.stop();
    await database?.drop();
  });

  describeStory(() => story);
});

import { getPriority } from 'node:os';
import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { type OwnRedis, startRedis } from '../../harness/redis.js';
import { openFrontDoor } from '../front-door.js';
import { describeCalls } from '../call-facts.js';
import { describeEscalations } from '../escalation-facts.js';
import { describeInvoices } from '../invoice-facts.js';
import { describeStory } from '../story-facts.js';
import { runStory, type StoryOver } from '../story-run.js';

const PROCESSES = [
  ['scheduler'],
  ['personaliser'],
  ['sender'],
  ['tracker'],
  ['portal', 'console', 'sandbox'],
];
const LONGEST_MS = 3_600_000;

describe('The story of three hundred cases with a process for each service, on Redis', () => {
  let database: ThrowAwayDatabase;
  let redis: OwnRedis;
  let story: StoryOver;

  beforeAll(async () => {
    [database, redis] = await Promise.all([throwAwayDatabase(), startRedis()]);
    story = await runStory({
      size: 'long',
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

  it('lets what only plans and writes give way to what sends and answers', () => {
    const usual = getPriority();
    expect(story.installation.priorities).toEqual([10, 10, usual, usual, usual]);
  });

  describeStory(() => story);
  describeEscalations(() => story);
  describeCalls(() => story);
  describeInvoices(() => story);
});

import {
  loadConfig,
  type PlatformConfig,
  type RunningApplication,
  bootstrap,
  createLogger,
  type ServiceModule,
  withDatabase,
} from '#platform';
import { type ThrowAwayDatabase, throwAwayDatabase } from '#testing';
import { ConsoleModule } from '#apps/console';
import { PersonaliserModule } from '#apps/personaliser';
import { PortalModule } from '#apps/portal';
import { SchedulerModule } from '#apps/scheduler';
import { SenderModule } from '#apps/sender';
import { TrackerModule } from '#apps/tracker';
import { freePort } from '../harness/processes.js';

const SERVICES: [string, ServiceModule][] = [
  ['scheduler', SchedulerModule],
  ['personaliser', PersonaliserModule],
  ['sender', SenderModule],
  ['tracker', TrackerModule],
  ['portal', PortalModule],
  ['console', ConsoleModule],
];

describe('each service', () => {
  let place: ThrowAwayDatabase;

  beforeAll(async () => {
    place = await throwAwayDatabase();
  });

  afterAll(() => place.drop());

  const configured = async (changes: Record<string, string> = {}): Promise<PlatformConfig> => {
    const config = loadConfig(
      {
        DATABASE_URL: place.url,
        PORT: String(await freePort()),
        PUBLIC_URL: 'http://localhost:3000',
        DUNLIN_SECRET: 'a secret of this spec, which is long enough',
        DUNLIN_API_KEY: 'the key of this spec',
        DUNLIN_CLOCK: 'stepped:2026-01-12T08:00:00+01:00',
        TWILIO_API_URL: 'http://127.0.0.1:9/sandbox/twilio',
        SMTP_URL: 'smtp://127.0.0.1:9',
        MAIL_FROM: 'spec@dunlin.test',
        ...changes,
      },
      () => ({ value: 'unused', made: false }),
    );
    return withDatabase(config, place.url);
  };

  it.each(SERVICES)('starts alone, is ready, and stops: %s', async (_, module) => {
    const config = await configured();
    let running: RunningApplication | undefined;
    try {
      running = await bootstrap([module], config, createLogger('silent'));
      const ready = await fetch(`http://127.0.0.1:${config.port}/readyz`);
      expect(ready.status).toBe(200);
      expect(await ready.json()).toMatchObject({ checks: { database: 'ok' } });
    } finally {
      await running?.close();
    }
  });

  it('does not start on a database that was first used with another secret', async () => {
    const config = await configured({ DUNLIN_SECRET: 'another secret, which is long enough as well' });
    await expect(bootstrap([TrackerModule], config, createLogger('silent'))).rejects.toThrow(
      'DUNLIN_SECRET is not the one that this database was first used with',
    );
  });
});

import { bootstrap, createLogger, loadConfig, type RunningApplication, withDatabase } from '#platform';
import { PersonaliserModule } from '#apps/personaliser';
import { PortalModule } from '#apps/portal';
import { SchedulerModule } from '#apps/scheduler';
import { SenderModule } from '#apps/sender';
import { TrackerModule } from '#apps/tracker';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../harness/processes.js';
import { NOW, SECRET, SendingWorld } from './sending.world.js';

const SIZE = 20;

describe('the log of a real run', () => {
  let world: SendingWorld;
  let running: RunningApplication;
  const lines: string[] = [];

  /** Everything at once, at the most talkative level that a person would set, with providers that are not there. */
  beforeAll(async () => {
    world = await SendingWorld.open(SIZE);
    const loaded = loadConfig(
      {
        DATABASE_URL: world.url,
        PORT: String(await freePort()),
        DUNLIN_SERVICES: 'scheduler,personaliser,sender,tracker,portal',
        PUBLIC_URL: 'http://localhost:3000',
        DUNLIN_SECRET: SECRET,
        DUNLIN_API_KEY: 'the key of this spec',
        DUNLIN_CLOCK: `stepped:${new Date(NOW).toISOString()}`,
        TWILIO_API_URL: 'http://127.0.0.1:9',
        SMTP_URL: 'smtp://127.0.0.1:9',
        MAIL_FROM: 'spec@dunlin.test',
      },
      () => ({ value: 'unused', made: false }),
    );
    const logger = createLogger('debug', { write: (line: string) => void lines.push(line) }, 'all');
    running = await bootstrap(
      [SchedulerModule, PersonaliserModule, SenderModule, TrackerModule, PortalModule],
      withDatabase(loaded, world.url),
      logger,
    );
    for (let tries = 0; tries < 200 && (await refused()) < SIZE; tries += 1) await sleep(50);
    const url = `http://127.0.0.1:${loaded.port}`;
    await fetch(`${url}/p/a-secret-token`);
    await fetch(`${url}/webhooks/twilio/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'From=%2B48600100200&Body=my+name+is+Kowalski',
    });
  });

  afterAll(async () => {
    await running.close();
    await world.close();
  });

  const refused = async (): Promise<number> => {
    const { rows } = await world.db.query<{ count: number }>('SELECT count(*) FROM attempts');
    return rows[0]?.count ?? 0;
  };

  it('is one JSON object a line, each with its service and its level', () => {
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({
        service: 'all',
        level: expect.any(String),
        msg: expect.any(String),
      });
    }
  });

  it('names requests by id and route, never by their address', () => {
    const requests = lines.filter((line) => line.includes('request answered'));
    expect(requests.length).toBeGreaterThanOrEqual(2);
    expect(requests.join('')).toContain('"route":"/p/:token"');
    expect(requests.join('')).toMatch(/"requestId":"[0-9a-f-]{36}"/);
    expect(lines.join('')).not.toContain('a-secret-token');
  });

  it('holds nobody’s number, mail or name, though every message failed (I8)', async () => {
    expect(await refused()).toBeGreaterThanOrEqual(SIZE);
    const { rows } = await world.db.query<{ personal: string | null }>(
      `SELECT value AS personal FROM contact_points UNION SELECT first_name FROM debtors UNION SELECT last_name FROM debtors
       UNION SELECT '+48600100200' UNION SELECT 'Kowalski'`,
    );
    const text = lines.join('');
    const personal = rows.flatMap((row) => row.personal ?? []);
    expect(personal.length).toBeGreaterThan(SIZE);
    expect(personal.filter((value) => text.includes(value))).toEqual([]);
  });
});

import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageQueue, type MessageBatch } from '#contracts';
import { bootstrap, createLogger, loadConfig, type RunningApplication, withDatabase } from '#platform';
import { SenderModule } from '#apps/sender';
import { freePort } from '../harness/processes.js';
import { NOW, SECRET, SendingWorld } from './sending.world.js';

const SIZE = 200;

/** Twilio's API as far as sending goes: it takes messages, or hangs. */
class SlowProvider {
  readonly asked: string[] = [];
  hangs = true;
  private readonly server: Server = createServer((request, response) => {
    void text(request).then((form) => this.answer(new URLSearchParams(form), response));
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private answer(form: URLSearchParams, response: ServerResponse): void {
    this.asked.push(form.get('To') ?? '');
    if (this.hangs) return;
    const sid = `SM${String(this.asked.length).padStart(32, '0')}`;
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ sid, status: 'queued' }));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

describe('a sender that is told to stop while its provider hangs', () => {
  let world: SendingWorld;
  let provider: SlowProvider;
  let batches: MessageBatch[];
  const running: RunningApplication[] = [];

  const startSender = async (apiUrl: string): Promise<RunningApplication> => {
    const loaded = loadConfig(
      {
        DATABASE_URL: world.url,
        PORT: String(await freePort()),
        DUNLIN_SERVICES: 'sender',
        PUBLIC_URL: 'https://d.example',
        DUNLIN_SECRET: SECRET,
        DUNLIN_API_KEY: 'the key of this spec',
        DUNLIN_CLOCK: `stepped:${new Date(NOW).toISOString()}`,
        TWILIO_API_URL: apiUrl,
        SMTP_URL: 'smtp://127.0.0.1:9',
        MAIL_FROM: 'spec@dunlin.test',
      },
      () => ({ value: 'unused', made: false }),
    );
    const app = await bootstrap([SenderModule], withDatabase(loaded, world.url), createLogger('silent'));
    running.push(app);
    return app;
  };

  beforeAll(async () => {
    world = await SendingWorld.open(SIZE);
    provider = new SlowProvider();
    batches = await world.prepare();
  });

  afterAll(async () => {
    provider.close();
    for (const app of running) await app.close();
    await world.close();
  });

  it('ends within seconds, and what it had not begun leaves by another, nothing twice, nothing lost', async () => {
    const apiUrl = await provider.listen();
    const first = await startSender(apiUrl);
    const legs = batches.flatMap(({ ids, shards, legs: numbers }) =>
      ids.map((messageId, place) => ({
        messageId,
        channel: 'sms' as const,
        shard: shards[place] ?? 0,
        legNo: numbers[place] ?? 1,
      })),
    );
    await first.app.get(MessageQueue).send(legs);
    await until(() => provider.asked.length >= 60);

    const stopping = performance.now();
    await first.close();
    expect(performance.now() - stopping).toBeLessThan(5_000);

    const hung = provider.asked.length;
    expect(hung).toBeLessThan(SIZE / 2);
    provider.hangs = false;
    await startSender(apiUrl);
    const takenUp = performance.now();
    await until(() => provider.asked.length >= SIZE);
    // Well before the leases of what the first one held have passed.
    expect(performance.now() - takenUp).toBeLessThan(15_000);
    await until(async () => (await outcomes()).accepted === SIZE - hung);

    expect(new Set(provider.asked).size).toBe(SIZE);
    expect(provider.asked.length).toBe(SIZE);
    expect(await outcomes()).toEqual({ accepted: SIZE - hung, unknown: hung });
  });

  /** How the messages stand, by the outcome of their latest attempt. */
  const outcomes = async (): Promise<Record<string, number>> => {
    const { rows } = await world.db.query<{ outcome: string; count: number }>(
      `SELECT outcome, count(*) FROM (
         SELECT DISTINCT ON (message_id) coalesce(outcome, 'none') AS outcome FROM attempts
         ORDER BY message_id, attempt_no DESC
       ) latest GROUP BY outcome`,
    );
    return Object.fromEntries(rows.map((row) => [row.outcome, row.count]));
  };
});

async function until(holds: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> {
  for (const from = performance.now(); performance.now() - from < withinMs;) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error('it did not come about in time');
}

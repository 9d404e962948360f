import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Desk } from '#casework';
import { TwilioVoiceAdapter } from '#channels';
import { CompiledCalendar } from '#domain';
import { PgCaseworkStore, PgContactFailures, PgReceiptStore, PgReconciliationStore } from '#persistence';
import { DoubtSettler } from '../../apps/tracker/src/reconciling/doubt-settler.js';
import { Reconciler } from '../../apps/tracker/src/reconciling/reconciler.js';
import { ReceiptIntake } from '../../apps/tracker/src/receipts/receipt-intake.js';
import { RememberingQueue } from './remembering-queue.js';
import { configFor, type Message, StandingClock, TrackerWorld } from './tracker.world.js';

/** What Twilio's listing of calls holds. */
let listed: object[] = [];
let twilio: Server;
let world: TrackerWorld;
let queue: RememberingQueue;
let adapter: TwilioVoiceAdapter;
let reconciler: (reconcileAfterMs: number) => Reconciler;

beforeAll(async () => {
  twilio = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ calls: listed, next_page_uri: null }));
  });
  await new Promise<void>((resolve) => twilio.listen(0, '127.0.0.1', resolve));
  world = await TrackerWorld.create();
  const apiUrl = `http://127.0.0.1:${(twilio.address() as AddressInfo).port}`;
  const base = configFor(world.url);
  const config = { ...base, twilio: { ...base.twilio, apiUrl } };
  queue = new RememberingQueue();
  adapter = new TwilioVoiceAdapter(config);
  const clock = new StandingClock();
  const store = new PgReconciliationStore(world.db);
  const desk = new Desk(new PgCaseworkStore(world.db), clock, new CompiledCalendar());
  const failures = new PgContactFailures(world.db);
  const intake = new ReceiptIntake(new PgReceiptStore(world.db), failures, desk, queue, clock);
  const adapters = new Map([[adapter.provider, adapter]]);
  reconciler = (reconcileAfterMs) =>
    new Reconciler(
      store,
      queue,
      new DoubtSettler(store, queue, intake, adapters, { ...config, reconcileAfterMs }),
    );
});
afterAll(async () => {
  await adapter.destroy();
  twilio.closeAllConnections();
  await new Promise((resolve) => twilio.close(resolve));
  await world.drop();
});

/** A call of which nobody knows whether Twilio took it. Its leg holds variables, and no link. */
async function doubtful(): Promise<Message> {
  const flight = { stage: 'in_doubt', leaseSeconds: -1 } as const;
  const message = await world.message({ channels: ['voice'], outcome: 'unknown', flight });
  await world.db.query(`UPDATE legs SET body = '{}' WHERE message_id = $1`, [message.messageId]);
  return message;
}

describe('a call in doubt', () => {
  it('is found by its number and moment, and counts as what Twilio says of it', async () => {
    const message = await doubtful();
    const date_created = new Date().toUTCString();
    listed = [{ sid: 'CA9', status: 'no-answer', direction: 'outbound-api', date_created }];
    await reconciler(600_000).settleDoubts();
    expect(await world.stateOf(message)).toMatchObject({
      legs: [{ status: 'no-answer' }],
      message: 'undelivered',
      attempt: { outcome: 'accepted', ref: 'CA9' },
      flight: undefined,
    });
  });

  it('is made again only after it was looked for in vain for as long as that takes', async () => {
    listed = [];
    const message = await doubtful();
    await reconciler(600_000).settleDoubts();
    expect(queue.sent).toEqual([]);
    await world.db.query(`UPDATE flights SET lease_until = now() - interval '1 s'`);
    await reconciler(0).settleDoubts();
    expect(queue.sent).toMatchObject([{ messageId: message.messageId, channel: 'voice' }]);
    expect((await world.stateOf(message)).attempt).toMatchObject({ proved: true });
  });
});

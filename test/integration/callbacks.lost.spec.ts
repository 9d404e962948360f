import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Desk } from '#casework';
import { createChannelAdapters } from '#channels';
import type { ChannelAdapter, LegName } from '#contracts';
import { type Channel, CompiledCalendar } from '#domain';
import { PgCaseworkStore, PgContactFailures, PgReceiptStore, PgReconciliationStore } from '#persistence';
import { factOfCall } from '../../apps/tracker/src/calls/call-state-of.js';
import { DoubtSettler } from '../../apps/tracker/src/reconciling/doubt-settler.js';
import { Reconciler } from '../../apps/tracker/src/reconciling/reconciler.js';
import { statusFact } from '../../apps/tracker/src/reconciling/status-fact.js';
import { ReceiptIntake } from '../../apps/tracker/src/receipts/receipt-intake.js';
import { RememberingQueue } from './remembering-queue.js';
import { configFor, type Message, StandingClock, TrackerWorld } from './tracker.world.js';

/** What Twilio lists, of messages and of calls. */
let listed: Record<string, unknown>[] = [];
let provider: Server;
let world: TrackerWorld;
let queue: RememberingQueue;
let intake: ReceiptIntake;
let adapters: ReadonlyMap<string, ChannelAdapter>;
let reconcile: () => Promise<void>;

beforeAll(async () => {
  provider = createServer((request, response) => {
    const kind = /(messages|calls)\.json/i.exec(request.url ?? '')?.[1]?.toLowerCase() ?? '';
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ [kind]: listed, next_page_uri: null }));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  world = await TrackerWorld.create();
  const base = configFor(world.url);
  const apiUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const config = { ...base, twilio: { ...base.twilio, apiUrl } };
  queue = new RememberingQueue();
  const clock = new StandingClock();
  const desk = new Desk(new PgCaseworkStore(world.db), clock, new CompiledCalendar());
  intake = new ReceiptIntake(
    new PgReceiptStore(world.db),
    new PgContactFailures(world.db),
    desk,
    queue,
    clock,
  );
  adapters = createChannelAdapters(config);
  const byProvider = new Map([...adapters.values()].map((adapter) => [adapter.provider, adapter]));
  const store = new PgReconciliationStore(world.db);
  const reconciler = new Reconciler(store, queue, new DoubtSettler(store, queue, intake, byProvider, config));
  reconcile = async () => void (await reconciler.settleDoubts());
});
afterAll(async () => {
  await Promise.all([...adapters.values()].map((adapter) => adapter.destroy?.()));
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
  await world.drop();
});

/** A leg of which the provider's answer was lost. */
async function inDoubt(channel: Channel): Promise<Message> {
  const flight = { stage: 'in_doubt', leaseSeconds: -1 } as const;
  return world.message({ channels: [channel], outcome: 'unknown', status: 'unknown', flight });
}

interface Lost {
  channel: Exclude<Channel, 'email'>;
  sid: string;
  /** What the list says of it by now. */
  says: Record<string, unknown>;
  leg: string;
  message: string;
}

const SMS = { channel: 'sms', sid: `SM${'a'.repeat(32)}` } as const;
const RCS = { channel: 'rcs', sid: `SM${'b'.repeat(32)}` } as const;
const VOICE = { channel: 'voice', sid: `CA${'a'.repeat(32)}` } as const;
const LOST: readonly Lost[] = [
  { ...SMS, says: { status: 'sent' }, leg: 'sent', message: 'sent' },
  { ...SMS, says: { status: 'delivered' }, leg: 'delivered', message: 'delivered' },
  { ...SMS, says: { status: 'undelivered', error_code: 30005 }, leg: 'undelivered', message: 'undelivered' },
  { ...RCS, says: { status: 'read' }, leg: 'read', message: 'read' },
  { ...RCS, says: { status: 'failed', error_code: 63036 }, leg: 'failed', message: 'undelivered' },
  { ...VOICE, says: { status: 'no-answer' }, leg: 'no-answer', message: 'undelivered' },
  { ...VOICE, says: { status: 'completed', answered_by: 'human' }, leg: 'completed', message: 'delivered' },
  {
    ...VOICE,
    says: { status: 'completed', answered_by: 'machine_end_beep' },
    leg: 'voicemail',
    message: 'undelivered',
  },
];

describe('callbacks that never come', () => {
  it.each(LOST)(
    'are made up for by a look-up: $channel, $leg',
    async ({ channel, sid, says, leg, message }) => {
      const lost = await inDoubt(channel);
      const body = `text https://d.test/p/${lost.token}`;
      const date_created = new Date().toUTCString();
      listed = [{ sid, body, direction: 'outbound-api', date_created, ...says }];
      await reconcile();
      expect(await world.stateOf(lost)).toMatchObject({
        legs: [{ status: leg }],
        message,
        attempt: { outcome: 'accepted', ref: sid },
        flight: undefined,
        contacts: 1,
      });
      expect(queue.sent).toEqual([]);
    },
  );

  it.each(LOST)('and come after all are one fact with the look-up: $channel, $leg', async (lost) => {
    const message = await inDoubt(lost.channel);
    const body = `text https://d.test/p/${message.token}`;
    const date_created = new Date().toUTCString();
    listed = [{ sid: lost.sid, body, direction: 'outbound-api', date_created, ...lost.says }];
    await reconcile();
    const before = await world.stateOf(message);
    await intake.take(lateCallback({ ...message, legNo: 1 }, lost));
    expect(await world.stateOf(message)).toEqual(before);
    const { rows } = await world.db.query('SELECT kind FROM receipts WHERE message_id = $1', [
      message.messageId,
    ]);
    expect(rows).toEqual([{ kind: lost.leg }]);
  });

  it('of mail leave it unknown and shown, and it is not sent again', async () => {
    listed = [];
    const message = await inDoubt('email');
    await reconcile();
    expect(await world.stateOf(message)).toMatchObject({
      message: 'unknown',
      attempt: { outcome: 'unknown', proved: false },
      flight: undefined,
      contacts: 1,
    });
    expect(queue.sent).toEqual([]);
  });
});

/** The callback, as the tracker's door reads it. */
function lateCallback(leg: LegName, { channel, sid, says }: Lost): Parameters<ReceiptIntake['take']>[0] {
  const status = String(says['status']);
  const errorCode = says['error_code'] === undefined ? null : String(says['error_code']);
  if (channel === 'voice') {
    const by = says['answered_by'];
    const answeredBy = by === undefined ? null : by === 'human' ? 'person' : 'machine';
    return factOfCall(leg, { sid, status, answeredBy, errorCode });
  }
  const found = { found: true, providerRef: sid, status, errorCode: errorCode ?? undefined } as const;
  return statusFact({ ...leg } as Parameters<typeof statusFact>[0], found, channel);
}

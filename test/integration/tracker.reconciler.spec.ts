import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Desk } from '#casework';
import { SmtpAdapter, TwilioSmsAdapter } from '#channels';
import type { ChannelAdapter } from '#contracts';
import { CompiledCalendar } from '#domain';
import {
  lockAndReadMessages,
  PgCaseworkStore,
  PgContactFailures,
  PgReceiptStore,
  PgReconciliationStore,
  releaseAttempts,
} from '#persistence';
import { DoubtSettler } from '../../apps/tracker/src/reconciling/doubt-settler.js';
import { Reconciler } from '../../apps/tracker/src/reconciling/reconciler.js';
import { ReceiptIntake } from '../../apps/tracker/src/receipts/receipt-intake.js';
import { RememberingQueue } from './remembering-queue.js';
import { configFor, type Message, NOW, StandingClock, TrackerWorld } from './tracker.world.js';

/** What Twilio's listing holds; or null when Twilio cannot be asked. */
let listed: { sid: string; body: string; status: string }[] | null = [];
let twilio: Server;
let world: TrackerWorld;
let queue: RememberingQueue;
let reconciler: Reconciler;
let adapters: ChannelAdapter[];

beforeAll(async () => {
  twilio = createServer((_request, response) => {
    response.writeHead(listed === null ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ messages: listed ?? [], next_page_uri: null }));
  });
  await new Promise<void>((resolve) => twilio.listen(0, '127.0.0.1', resolve));
  world = await TrackerWorld.create();
});
afterAll(async () => {
  twilio.closeAllConnections();
  await new Promise((resolve) => twilio.close(resolve));
  await world.drop();
});

function build(reconcileAfterMs: number): void {
  const apiUrl = `http://127.0.0.1:${(twilio.address() as AddressInfo).port}`;
  const base = configFor(world.url);
  const config = { ...base, reconcileAfterMs, twilio: { ...base.twilio, apiUrl } };
  queue = new RememberingQueue();
  const clock = new StandingClock();
  const store = new PgReconciliationStore(world.db);
  const desk = new Desk(new PgCaseworkStore(world.db), clock, new CompiledCalendar());
  const failures = new PgContactFailures(world.db);
  const intake = new ReceiptIntake(new PgReceiptStore(world.db), failures, desk, queue, clock);
  adapters = [new TwilioSmsAdapter(config), new SmtpAdapter(config)];
  const byProvider = new Map(adapters.map((adapter) => [adapter.provider, adapter]));
  reconciler = new Reconciler(store, queue, new DoubtSettler(store, queue, intake, byProvider, config));
}

beforeEach(async () => {
  listed = [];
  await world.db.query('DELETE FROM flights');
  build(600_000);
});
afterEach(() => Promise.all(adapters.map((adapter) => adapter.destroy?.())));

const stale = { stage: 'moving', leaseSeconds: -1 } as const;
const doubted = { stage: 'in_doubt', leaseSeconds: -1 } as const;

async function reconcile(): Promise<void> {
  await reconciler.rescue();
  await reconciler.settleDoubts();
}

async function doubtful(message: Message): Promise<void> {
  listed = [{ sid: 'SM42', body: `text https://d.test/p/${message.token}`, status: 'sent' }];
}

describe('a message in flight whose lease has passed', () => {
  it('is rendered when it was not yet, and sent when it was', async () => {
    const fresh = await world.message({ rendered: false, outcome: 'none', status: 'planned', flight: stale });
    const ready = await world.message({ outcome: 'none', status: 'planned', flight: stale });
    await reconcile();
    expect(queue.rendered.flatMap((batch) => batch.ids)).toEqual([fresh.messageId]);
    expect(queue.sent.map((leg) => leg.messageId)).toEqual([ready.messageId]);
  });

  it('is taken up once, whoever else looks', async () => {
    await world.message({ outcome: 'none', status: 'planned', flight: stale });
    await Promise.all([reconcile(), reconcile(), reconcile()]);
    await reconcile();
    expect(queue.sent.map((leg) => leg.messageId)).toHaveLength(1);
  });

  it('is passed over while another process is looking at it', async () => {
    await world.message({ outcome: 'none', status: 'planned', flight: stale });
    await world.db.transaction(async (tx) => {
      expect((await tx.query('SELECT FROM flights FOR UPDATE')).rowCount).toBe(1);
      await reconcile();
    });
    expect(queue.sent).toEqual([]);
  });

  it('is left alone while it has an owner, or waits for its permitted moment', async () => {
    await world.message({ outcome: 'none', flight: { stage: 'moving', leaseSeconds: 20 } });
    await world.message({ outcome: 'none', flight: { stage: 'deferred', leaseSeconds: -100 } });
    await reconcile();
    expect([...queue.rendered, ...queue.sent]).toEqual([]);
  });

  it('is left to a queue that is far behind, and found as soon as it has caught up', async () => {
    const message = await world.message({ outcome: 'none', status: 'planned', flight: stale });
    queue.lags.send.sms = 60_000;
    await reconcile();
    expect(queue.sent).toEqual([]);
    queue.lags.send.sms = 0;
    await world.db.query(`UPDATE flights SET lease_until = now() - interval '1 s'`);
    await reconcile();
    expect(queue.sent.map((leg) => leg.messageId)).toEqual([message.messageId]);
  });

  it('goes again after a refusal that was proved', async () => {
    const message = await world.message({
      outcome: 'refused',
      proved: true,
      status: 'planned',
      flight: stale,
    });
    await reconcile();
    expect(queue.sent.map((leg) => leg.messageId)).toEqual([message.messageId]);
  });

  it('is not sent again while an attempt may still be under way', async () => {
    const message = await world.message({
      outcome: null,
      status: 'planned',
      flight: stale,
      committedSecondsAgo: 5,
    });
    await reconcile();
    expect(queue.sent).toEqual([]);
    expect((await world.stateOf(message)).attempt?.outcome).toBeNull();
  });

  it('lands when the message was over all along', async () => {
    const message = await world.message({ outcome: 'none', status: 'cancelled', flight: stale });
    await reconcile();
    expect((await world.stateOf(message)).flight).toBeUndefined();
    expect(queue.sent).toEqual([]);
  });
});

describe('an attempt without an answer', () => {
  const lost = { outcome: null, status: 'planned', flight: stale, committedSecondsAgo: 60 } as const;

  it('is accepted when the provider’s list holds it', async () => {
    const message = await world.message(lost);
    await doubtful(message);
    await reconcile();
    expect(await world.stateOf(message)).toMatchObject({
      attempt: { outcome: 'accepted', ref: 'SM42' },
      legs: [{ status: 'sent' }],
      message: 'sent',
      flight: undefined,
      contacts: 1,
    });
    expect(queue.sent).toEqual([]);
  });

  it('is accepted by a receipt that came meanwhile, without asking', async () => {
    const message = await world.message(lost);
    listed = null;
    await new PgReceiptStore(world.db).record([
      {
        shard: message.shard,
        messageId: message.messageId,
        legNo: 1,
        eventKey: 'SM7:delivered',
        provider: 'twilio-sms',
        kind: 'delivered',
        status: 'delivered',
        errorCode: null,
        providerRef: 'SM7',
        fallback: true,
        occurredAt: NOW,
      },
    ]);
    await reconcile();
    expect(await world.stateOf(message)).toMatchObject({
      attempt: { outcome: 'accepted', ref: 'SM7' },
      message: 'delivered',
      flight: undefined,
    });
  });

  it('stays in doubt while the waiting time has not passed, though the list is empty', async () => {
    const message = await world.message(lost);
    await reconcile();
    expect(await world.stateOf(message)).toMatchObject({
      attempt: { outcome: 'unknown', proved: false },
      flight: { stage: 'in_doubt' },
      contacts: 1,
    });
    expect(queue.sent).toEqual([]);
  });

  it('is proved not accepted when the list is still empty after the waiting time, and goes again', async () => {
    build(30_000);
    const message = await world.message(lost);
    await reconcile();
    expect(await world.stateOf(message)).toMatchObject({
      attempt: { outcome: 'refused', proved: true },
      flight: { stage: 'moving' },
      contacts: 0,
    });
    expect(queue.sent.map((leg) => leg.messageId)).toEqual([message.messageId]);
    const batch = { shards: [message.shard], ids: [message.messageId], legs: [1] };
    const { messages } = await world.db.transaction((tx) => lockAndReadMessages(tx, batch, NOW));
    const [again] = messages;
    expect(again).toMatchObject({ attempt_no: 1, attempt_free: true });
  });

  it('is proved by no list at all when its text holds no link to be found by', async () => {
    build(30_000);
    const message = await world.message(lost);
    await world.db.query(`UPDATE legs SET body = 'Dziekujemy za wplate.' WHERE message_id = $1`, [
      message.messageId,
    ]);
    await reconcile();
    expect(await world.stateOf(message)).toMatchObject({
      message: 'unknown',
      attempt: { outcome: 'unknown', proved: false },
      flight: undefined,
      contacts: 1,
    });
    expect(queue.sent).toEqual([]);
  });

  it('is not proved by an empty list when a receipt comes while it is read', async () => {
    build(0);
    const message = await world.message({ ...lost, outcome: 'unknown', flight: doubted });
    const store = new PgReconciliationStore(world.db);
    const taken = await store.takeDoubts(1);
    await world.db.query(
      `INSERT INTO receipts (message_id, leg_no, event_key, shard, kind, provider, occurred_at, received_at)
       VALUES ($1, 1, 'SM9:sent', $2, 'sent', 'twilio-sms', now(), now())`,
      [message.messageId, message.shard],
    );
    const [doubtfulAttempt] = taken.doubtful;
    if (!doubtfulAttempt) throw new Error('nothing in doubt');
    expect(await store.settleNotAccepted(doubtfulAttempt)).toBe(false);
    expect((await world.stateOf(message)).attempt).toMatchObject({ outcome: 'unknown', proved: false });
  });

  it('is never proved by a list that could not be read', async () => {
    build(0);
    listed = null;
    const message = await world.message({ ...lost, outcome: 'unknown', flight: doubted });
    await reconcile();
    expect(await world.stateOf(message)).toMatchObject({
      attempt: { outcome: 'unknown', proved: false },
      flight: { stage: 'in_doubt' },
    });
    expect(queue.sent).toEqual([]);
  });

  it('is shown as unknown when its number is listed with what has no words, once the waiting time has passed', async () => {
    const message = await world.message({ ...lost, outcome: 'unknown', flight: doubted });
    listed = [{ sid: 'SM42', body: '', status: 'sent' }];
    await reconcile();
    expect((await world.stateOf(message)).flight).toMatchObject({ stage: 'in_doubt' });
    build(0);
    await world.db.query(`UPDATE flights SET lease_until = now() - interval '1 s'`);
    await reconcile();
    expect(await world.stateOf(message)).toMatchObject({
      message: 'unknown',
      attempt: { outcome: 'unknown', proved: false },
      flight: undefined,
    });
    expect(queue.sent).toEqual([]);
  });

  it('is not given up when a receipt comes in the moment that it would be', async () => {
    const message = await world.message({ ...lost, outcome: 'unknown', flight: doubted });
    const store = new PgReconciliationStore(world.db);
    const [attempt] = (await store.takeDoubts(1)).doubtful;
    if (!attempt) throw new Error('nothing in doubt');
    await world.db.query(
      `INSERT INTO receipts (message_id, leg_no, event_key, shard, kind, provider, occurred_at, received_at)
       VALUES ($1, 1, 'SM9:sent', $2, 'sent', 'twilio-sms', now(), now())`,
      [message.messageId, message.shard],
    );
    await store.settleUnknown(attempt);
    expect((await world.stateOf(message)).flight).toMatchObject({ stage: 'in_doubt' });
  });

  it('goes again when its refusal comes after everybody gave it up', async () => {
    const message = await world.message({ ...lost, channels: ['email'] });
    await reconcile();
    expect((await world.stateOf(message)).flight).toBeUndefined();
    const { messageId, shard } = message;
    const { personId } = message.debtor;
    const refused = { outcome: 'refused' as const, providerRef: null, errorCode: '4.2.1' };
    await world.db.transaction((tx) =>
      releaseAttempts(tx, [{ shard, messageId, legNo: 1, attemptNo: 1, personId, ...refused }], 0),
    );
    expect(await world.stateOf(message)).toMatchObject({
      attempt: { outcome: 'refused', proved: true },
      flight: { stage: 'moving' },
      contacts: 0,
    });
  });

  it('is shown as unknown where the provider has no look-up, and a later receipt settles it', async () => {
    const message = await world.message({ ...lost, channels: ['email'] });
    await reconcile();
    expect(await world.stateOf(message)).toMatchObject({
      message: 'unknown',
      legs: [{ status: 'unknown' }],
      attempt: { outcome: 'unknown', proved: false },
      flight: undefined,
      enrolment: { state: 'unknown' },
      wakeUps: ['message.unknown'],
      contacts: 1,
    });
    await new PgReceiptStore(world.db).record([
      {
        shard: message.shard,
        messageId: message.messageId,
        legNo: 1,
        eventKey: 'delivered',
        provider: 'smtp',
        kind: 'delivered',
        status: 'delivered',
        errorCode: null,
        providerRef: null,
        fallback: true,
        occurredAt: NOW,
      },
    ]);
    expect(await world.stateOf(message)).toMatchObject({
      message: 'delivered',
      attempt: { outcome: 'accepted' },
    });
  });
});

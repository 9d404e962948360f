import fc from 'fast-check';
import type { ReceivedReceipt } from '#contracts';
import type { LegStatus } from '#domain';
import { PgReceiptStore, storeAccepted } from '#persistence';
import { type Message, NOW, TrackerWorld } from './tracker.world.js';

let world: TrackerWorld;
let store: PgReceiptStore;
beforeAll(async () => {
  world = await TrackerWorld.create();
  store = new PgReceiptStore(world.db);
});
afterAll(() => world.drop());

interface Event {
  status: LegStatus;
  errorCode: string | null;
  /** Minutes after the message. */
  at: number;
}

function receipt(
  message: Message,
  event: Omit<Partial<Event>, 'status'> & { status: LegStatus | null },
  legNo = 1,
): ReceivedReceipt {
  return {
    shard: message.shard,
    messageId: message.messageId,
    legNo,
    eventKey: `SM1:${event.status}:${event.errorCode ?? ''}:${event.at ?? 0}`,
    provider: 'twilio-sms',
    kind: event.status ?? 'opened',
    status: event.status,
    errorCode: event.errorCode ?? null,
    providerRef: 'SM1',
    fallback: true,
    occurredAt: NOW + (event.at ?? 0) * 60_000,
  };
}

/** Records until nothing is held, as the batcher does. */
async function record(receipts: ReceivedReceipt[], by = store): Promise<void> {
  const { held } = await by.record(receipts);
  if (held.length > 0) await record(held, by);
}

describe('receipts', () => {
  it('carry a message from accepted to delivered, and tell the enrolment once', async () => {
    const message = await world.message();
    await record([receipt(message, { status: 'sent' })]);
    await record([receipt(message, { status: 'delivered', at: 1 })]);
    await record([receipt(message, { status: 'delivered', at: 1 }), receipt(message, { status: 'sent' })]);
    expect(await world.stateOf(message)).toMatchObject({
      legs: [{ status: 'delivered', delivered: NOW / 1000 + 60 }],
      message: 'delivered',
      enrolment: { state: 'delivered', delivered: true },
      wakeUps: ['message.delivered'],
    });
  });

  it('are new facts once, however often they come', async () => {
    const message = await world.message();
    const store = new PgReceiptStore(world.db);
    const [sent, delivered] = [
      receipt(message, { status: 'sent' }),
      receipt(message, { status: 'delivered' }),
    ];
    expect((await store.record([sent, sent])).stored).toBe(1);
    expect((await store.record([delivered, sent])).stored).toBe(1);
    expect((await store.record([sent, delivered])).stored).toBe(0);
  });

  it('that come before the sender has written the provider’s answer are kept, and count', async () => {
    const message = await world.message({
      outcome: null,
      status: 'planned',
      flight: { stage: 'moving', leaseSeconds: 30 },
    });
    await record([receipt(message, { status: 'delivered' })]);
    expect(await world.stateOf(message)).toMatchObject({
      legs: [{ status: 'delivered' }],
      message: 'delivered',
      attempt: { outcome: null },
      flight: { leg_no: 1 },
    });
  });

  it.each<[LegStatus, object | undefined]>([
    ['delivered', undefined],
    ['read', undefined],
    ['sent', { leg_no: 2, stage: 'deferred' }],
  ])('that say %s before the answer is written decide whether a next leg waits', async (status, flight) => {
    const message = await world.message({
      channels: ['sms', 'email'],
      outcome: null,
      status: 'planned',
      flight: { stage: 'moving', leaseSeconds: 30 },
    });
    await record([receipt(message, { status })]);
    const { shard, messageId, debtor } = message;
    const answer = { shard, messageId, legNo: 1, attemptNo: 1, personId: debtor.personId };
    const accepted = { outcome: 'accepted', providerRef: 'SM1', errorCode: null } as const;
    await storeAccepted(world.db, NOW, [{ ...answer, ...accepted, nextLegAt: NOW + 60_000 }]);
    expect((await world.stateOf(message)).flight).toEqual(flight);
    expect((await world.stateOf(message)).attempt?.outcome).toBe('accepted');
  });

  it('of a leg that is not on record are kept all the same', async () => {
    const message = await world.message({ rendered: false, outcome: 'none' });
    await record([receipt(message, { status: 'delivered' })]);
    const { rows } = await world.db.query('SELECT kind FROM receipts WHERE message_id = $1', [
      message.messageId,
    ]);
    expect(rows).toEqual([{ kind: 'delivered' }]);
  });

  it('settle an attempt that was left unknown', async () => {
    const message = await world.message({ outcome: 'unknown', status: 'unknown' });
    await record([receipt(message, { status: 'sent' })]);
    expect(await world.stateOf(message)).toMatchObject({
      message: 'sent',
      attempt: { outcome: 'accepted', ref: 'SM1' },
    });
  });

  it('that prove nothing change nothing', async () => {
    const message = await world.message();
    const before = await world.stateOf(message);
    await record([receipt(message, { status: null })]);
    expect(await world.stateOf(message)).toEqual(before);
  });

  it('never revive a message that was cancelled, unless it arrived', async () => {
    const message = await world.message({ status: 'cancelled' });
    await record([receipt(message, { status: 'undelivered' })]);
    expect((await world.stateOf(message)).message).toBe('cancelled');
    await record([receipt(message, { status: 'delivered' })]);
    expect((await world.stateOf(message)).message).toBe('delivered');
  });
});

describe('a leg proved undelivered', () => {
  it('is followed by the next channel, as part of the same contact', async () => {
    const message = await world.message({ channels: ['sms', 'email'] });
    const { next } = await store.record([receipt(message, { status: 'undelivered', errorCode: '30005' })]);
    expect(next).toEqual({ shards: [message.shard], ids: [message.messageId], legs: [2] });
    expect(await world.stateOf(message)).toMatchObject({
      legs: [{ status: 'undelivered', error_code: '30005' }],
      message: 'sent',
      flight: { leg_no: 2, stage: 'moving' },
      enrolment: { state: 'pending' },
      contacts: 1,
    });
  });

  it('ends nothing by a second word of its failure while the next leg is not yet written', async () => {
    const message = await world.message({ channels: ['sms', 'email'] });
    await record([receipt(message, { status: 'undelivered', errorCode: '30005' })]);
    for (const [status, at] of [
      ['failed', 1],
      ['undelivered', 2],
    ] as const)
      await record([receipt(message, { status, errorCode: '30008', at })]);
    expect(await world.stateOf(message)).toMatchObject({
      message: 'sent',
      flight: { leg_no: 2, stage: 'moving' },
      enrolment: { state: 'pending' },
    });
  });

  it('whose answer was lost with its process was accepted, and is followed', async () => {
    const message = await world.message({ channels: ['sms', 'email'], outcome: null });
    await record([receipt(message, { status: 'undelivered', errorCode: '30005' })]);
    expect(await world.stateOf(message)).toMatchObject({
      attempt: { outcome: 'accepted', ref: 'SM1' },
      flight: { leg_no: 2, stage: 'moving' },
    });
  });

  it('ends the message when there is no further channel, and wakes the enrolment', async () => {
    const message = await world.message();
    await record([receipt(message, { status: 'failed', errorCode: '30008' })]);
    expect(await world.stateOf(message)).toMatchObject({
      message: 'undelivered',
      enrolment: { state: 'undelivered', delivered: false },
      wakeUps: ['message.undelivered'],
    });
  });

  it('ends the message when no other channel would do better', async () => {
    const message = await world.message({ channels: ['sms', 'email'] });
    const opted = { ...receipt(message, { status: 'undelivered', errorCode: '30004' }), fallback: false };
    expect((await store.record([opted])).next).toBeNull();
    expect((await world.stateOf(message)).message).toBe('undelivered');
  });

  it('and delivered after all takes the next leg out of the air', async () => {
    const message = await world.message({ channels: ['sms', 'email'] });
    await record([receipt(message, { status: 'undelivered' })]);
    await world.leg(message, 2, 'email');
    await record([receipt(message, { status: 'delivered' })]);
    expect(await world.stateOf(message)).toMatchObject({ message: 'delivered', flight: undefined });
  });

  it('waits for whoever is busy with its person, and holds nobody else’s receipts up', async () => {
    const busy = await world.message({ channels: ['sms', 'email'] });
    await world.leg(busy, 2, 'email');
    await world.flight(busy, { stage: 'moving', leaseSeconds: 30 });
    await world.db.query('UPDATE flights SET leg_no = 2 WHERE message_id = $1', [busy.messageId]);
    const others = [await world.message(), await world.message(), await world.message()];
    const set = [busy, ...others].map((message) => receipt(message, { status: 'delivered' }));
    await world.db.transaction(async (tx) => {
      await tx.query('SELECT FROM persons WHERE id = $1 FOR NO KEY UPDATE', [busy.debtor.personId]);
      const { stored, held } = await store.record(set);
      expect({ stored, held }).toEqual({ stored: 3, held: [set[0]] });
    });
    await record(set);
    expect(await world.stateOf(busy)).toMatchObject({ message: 'delivered', flight: undefined });
  });

  it('hastens a next leg that was waiting for a confirmation', async () => {
    const message = await world.message({ channels: ['sms', 'email'] });
    await world.flight(message, { stage: 'deferred', leaseSeconds: 30 });
    await world.db.query(
      `UPDATE flights SET leg_no = 2, due_at = now() + interval '4 hours' WHERE message_id = $1`,
      [message.messageId],
    );
    const { next } = await store.record([receipt(message, { status: 'undelivered' })]);
    expect(next?.legs).toEqual([2]);
    expect((await world.stateOf(message)).flight).toEqual({ leg_no: 2, stage: 'moving' });
  });

  it('may be a mail that bounces after it was delivered', async () => {
    const message = await world.message({ channels: ['email', 'sms'] });
    await record([receipt(message, { status: 'delivered' })]);
    const { next } = await store.record([receipt(message, { status: 'bounced', errorCode: '5.1.1' })]);
    expect(next?.legs).toEqual([2]);
    expect((await world.stateOf(message)).legs[0]).toMatchObject({ status: 'bounced', error_code: '5.1.1' });
  });
});

describe('receipts in any order, repeated, divided into any sets and recorded by several processes', () => {
  const event = fc.record({
    status: fc.constantFrom<LegStatus>(
      'queued',
      'sending',
      'sent',
      'undelivered',
      'failed',
      'delivered',
      'read',
    ),
    errorCode: fc.constantFrom(null, '30003', '30005'),
    at: fc.integer({ min: 0, max: 5 }),
  });
  const disorder = fc.array(event, { minLength: 1, maxLength: 6 }).chain((events) =>
    fc.record({
      events: fc.constant(events),
      order: fc.shuffledSubarray(
        events.map((_, at) => at),
        { minLength: events.length },
      ),
      repeated: fc.array(fc.nat(events.length - 1), { maxLength: 4 }),
      cut: fc.nat(events.length),
    }),
  );

  it('end in the same state', async () => {
    const other = new PgReceiptStore(world.db);
    await fc.assert(
      fc.asyncProperty(disorder, async ({ events, order, repeated, cut }) => {
        const straight = await world.message();
        for (const each of events) await record([receipt(straight, each)]);
        const crooked = await world.message();
        const all = [...order, ...repeated].map((at) => receipt(crooked, events[at] as Event));
        await Promise.all([record(all.slice(0, cut)), record(all.slice(cut), other)]);
        const [a, b] = [await world.stateOf(straight), await world.stateOf(crooked)];
        const end = ({ legs, message, enrolment }: typeof a) => ({ legs, message, enrolment });
        expect(end(b)).toEqual(end(a));
      }),
      { numRuns: 60 },
    );
  });
});

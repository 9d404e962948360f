import { createHmac } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { Verp } from '#channels';
import { deriveKey } from '#domain';
import { signedByTwilio, statusPath, TrackerDoors } from './tracker.doors.js';
import { type Message, SECRET, type TrackerWorld } from './tracker.world.js';

let doors: TrackerDoors;
let world: TrackerWorld;
let base: string;
let metrics: TrackerDoors['metrics'];
let queue: TrackerDoors['queue'];

beforeAll(async () => {
  doors = await TrackerDoors.open();
  world = doors.world;
  base = doors.base;
  metrics = doors.metrics;
  queue = doors.queue;
});
afterAll(() => doors.close());

const status = (message: Message, form: Record<string, string>) => doors.status(message, form);
const query = (sql: string, ...values: unknown[]) => doors.query(sql, ...values);

describe('Twilio’s status callbacks', () => {
  it('are answered once the receipt is committed', async () => {
    const message = await world.message();
    expect(await status(message, { MessageStatus: 'delivered' })).toBe(204);
    expect((await world.stateOf(message)).message).toBe('delivered');
  });

  it('by the hundred are recorded as sets, each once', async () => {
    const messages = await Promise.all(Array.from({ length: 40 }, () => world.message()));
    const calls = messages.flatMap((message) =>
      ['sent', 'delivered', 'sent', 'delivered'].map((MessageStatus) => status(message, { MessageStatus })),
    );
    expect(new Set(await Promise.all(calls))).toEqual(new Set([204]));
    const states = await Promise.all(messages.map((message) => world.stateOf(message)));
    expect(states.every((state) => state.message === 'delivered')).toBe(true);
    const ids = messages.map((message) => message.messageId);
    expect(await query('SELECT count(*) AS n FROM receipts WHERE message_id = ANY($1)', ids)).toEqual([
      { n: 80 },
    ]);
  });

  it('that are forged are refused, counted, and change nothing', async () => {
    const message = await world.message();
    const path = statusPath(message);
    const form = { MessageSid: 'SM1', MessageStatus: 'delivered' };
    const before = await world.stateOf(message);
    const tampered = { ...signedByTwilio(path, form), body: 'MessageSid=SM1&MessageStatus=read' };
    const elsewhere = signedByTwilio(path.replace(/\/1$/, '/2'), form);
    const unsigned = {
      ...signedByTwilio(path, form),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    for (const request of [tampered, elsewhere, unsigned]) {
      expect((await fetch(base + path, request)).status).toBe(403);
    }
    expect(await world.stateOf(message)).toEqual(before);
    expect(await metrics.registry.metrics()).toContain(
      'dunlin_webhooks_total{door="twilio-status",outcome="forged"} 3',
    );
  });

  it('are asked for again while the database cannot be written', async () => {
    const message = await world.message();
    await world.db.query('ALTER TABLE receipts RENAME TO receipts_away');
    expect(await status(message, { MessageStatus: 'delivered' })).toBe(503);
    await world.db.query('ALTER TABLE receipts_away RENAME TO receipts');
    expect(await status(message, { MessageStatus: 'delivered' })).toBe(204);
  });

  it('about an unknown number mark it invalid and take the next channel', async () => {
    const message = await world.message({ channels: ['sms', 'email'] });
    expect(await status(message, { MessageStatus: 'undelivered', ErrorCode: '30005' })).toBe(204);
    expect(queue.rendered.at(-1)).toEqual({ shards: [message.shard], ids: [message.messageId], legs: [2] });
    const [point] = await query(
      'SELECT status, status_reason FROM contact_points WHERE id = $1',
      message.debtor.phoneId,
    );
    expect(point).toEqual({ status: 'invalid', status_reason: '30005' });
    expect(await query('SELECT kind FROM case_events WHERE case_id = $1', message.debtor.caseId)).toEqual([
      { kind: 'contact_point.invalid' },
    ]);
  });

  it('about a recipient who blocked us opt the number out', async () => {
    const message = await world.message();
    await status(message, { MessageStatus: 'undelivered', ErrorCode: '30004' });
    const [point] = await query(
      'SELECT status, opted_out FROM contact_points WHERE id = $1',
      message.debtor.phoneId,
    );
    expect(point).toEqual({ status: 'active', opted_out: ['sms'] });
  });
});

describe('bounced mail', () => {
  const verp = new Verp(deriveKey(SECRET, 'verp'));

  function dsn(message: Message, action: string, code: string): Buffer {
    const to = verp.address({ shard: message.shard, messageId: message.messageId, legNo: 1 }, 'd.test');
    const lines = [
      `To: ${to}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.test',
      '',
      'Final-Recipient: rfc822; somebody@example.com',
      `Action: ${action}`,
      `Status: ${code}`,
      '--b--',
      '',
    ];
    return Buffer.from(lines.join('\r\n'));
  }

  async function post(
    body: Buffer,
    secret = deriveKey(SECRET, 'email-webhook').toString('hex'),
  ): Promise<number> {
    const seconds = Math.floor(Date.now() / 1000);
    const digest = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');
    const headers = { 'content-type': 'message/rfc822', 'x-dunlin-signature': `t=${seconds},v1=${digest}` };
    return (
      await fetch(`${base}/webhooks/email/dsn`, { method: 'POST', headers, body: new Uint8Array(body) })
    ).status;
  }

  it('marks the address invalid and takes the next channel', async () => {
    const message = await world.message({ channels: ['email', 'sms'] });
    expect(await post(dsn(message, 'failed', '5.1.1'))).toBe(204);
    expect(await world.stateOf(message)).toMatchObject({
      legs: [{ status: 'bounced', error_code: '5.1.1' }],
      flight: { leg_no: 2 },
    });
    const [point] = await query('SELECT status FROM contact_points WHERE id = $1', message.debtor.emailId);
    expect(point).toEqual({ status: 'invalid' });
  });

  it('that is only late is written down and changes nothing', async () => {
    const message = await world.message({ channels: ['email'] });
    expect(await post(dsn(message, 'delayed', '4.4.1'))).toBe(204);
    expect((await world.stateOf(message)).legs[0]?.status).toBe('accepted');
    expect(await query('SELECT kind FROM receipts WHERE message_id = $1', message.messageId)).toEqual([
      { kind: 'deferred' },
    ]);
  });

  it('that is forged is refused', async () => {
    const message = await world.message({ channels: ['email'] });
    expect(await post(dsn(message, 'failed', '5.1.1'), 'another secret')).toBe(403);
    expect((await world.stateOf(message)).legs[0]?.status).toBe('accepted');
  });
});

describe('the pixel of a mail', () => {
  it('is shown to anybody, is written down once, and decides nothing', async () => {
    const message = await world.message({ channels: ['email'] });
    const before = await world.stateOf(message);
    const open = (token: string) => fetch(`${base}/webhooks/email/open/${token}.gif`);
    const answers = await Promise.all([open(message.token), open(message.token), open('0abcdefghijklm')]);
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('image/gif');
    }
    const receipts = () => query('SELECT kind FROM receipts WHERE message_id = $1', message.messageId);
    for (let i = 0; i < 50 && (await receipts()).length === 0; i += 1)
      await new Promise((done) => setTimeout(done, 20));
    expect(await receipts()).toEqual([{ kind: 'opened' }]);
    expect(await world.stateOf(message)).toEqual(before);
  });
});

describe('payment webhooks', () => {
  async function post(
    reference: string,
    secret = deriveKey(SECRET, 'payment-webhook').toString('hex'),
  ): Promise<number> {
    const body = JSON.stringify({
      id: 'evt_1',
      type: 'payment.succeeded',
      data: {
        session: 'ps_1',
        reference,
        amount_minor: 10_000,
        currency: 'PLN',
        paid_at: '2026-01-12T08:00:00.000Z',
      },
    });
    const seconds = Math.floor(Date.now() / 1000);
    const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
    const headers = {
      'content-type': 'application/json',
      'dunlin-payment-signature': `t=${seconds},v1=${digest}`,
    };
    return (await fetch(`${base}/webhooks/payments/sandbox`, { method: 'POST', headers, body })).status;
  }

  it('book the money once, close the case and cancel what was on its way', async () => {
    const message = await world.message({
      outcome: 'none',
      status: 'planned',
      flight: { stage: 'moving', leaseSeconds: 30 },
    });
    await world.db.query(
      `INSERT INTO payment_sessions (id, case_id, provider, reference, amount_minor, currency, created_at)
       VALUES ($1, $2, 'sandbox', 'REF-1', 10000, 'PLN', now())`,
      [uuidv7(), message.debtor.caseId],
    );
    expect([await post('REF-1'), await post('REF-1')]).toEqual([204, 204]);
    const [record] = await query(
      'SELECT status, balance_minor FROM cases WHERE id = $1',
      message.debtor.caseId,
    );
    expect(record).toEqual({ status: 'closed', balance_minor: 0 });
    expect(await query('SELECT amount_minor FROM payments')).toEqual([{ amount_minor: 10_000 }]);
    expect((await world.stateOf(message)).message).toBe('cancelled');
    expect(await query('SELECT status FROM payment_sessions')).toEqual([{ status: 'paid' }]);
  });

  it('that are forged, or that nobody began, are refused', async () => {
    expect(await post('REF-1', 'another secret')).toBe(403);
    expect(await post('REF-unknown')).toBe(404);
    expect((await fetch(`${base}/webhooks/payments/nobody`, { method: 'POST' })).status).toBe(404);
  });
});

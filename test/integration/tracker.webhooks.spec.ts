import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import twilio from 'twilio';
import { v7 as uuidv7 } from 'uuid';
import { TrackerModule } from '#apps/tracker';
import { Verp } from '#channels';
import { BusinessClock, Config, MessageQueue } from '#contracts';
import { deriveKey } from '#domain';
import { Metrics } from '#platform';
import { QueueingModule } from '#queueing';
import { Reconciler } from '../../apps/tracker/src/reconciling/reconciler.js';
import { Sealer } from '../../apps/tracker/src/sealing/sealer.js';
import {
  configFor,
  type Message,
  RememberingQueue,
  SECRET,
  StandingClock,
  TrackerWorld,
} from './tracker.world.js';

const queue = new RememberingQueue();
const idle = { onApplicationBootstrap: () => undefined };

let world: TrackerWorld;
let app: NestFastifyApplication;
let base: string;
let metrics: Metrics;

beforeAll(async () => {
  world = await TrackerWorld.create();
  const config = configFor(world.url);
  metrics = new Metrics({ ofProcess: false });
  @Global()
  @Module({
    providers: [
      { provide: Config, useValue: config },
      { provide: BusinessClock, useValue: new StandingClock() },
      { provide: Metrics, useValue: metrics },
    ],
    exports: [Config, BusinessClock, Metrics],
  })
  class Surroundings {}
  @Global()
  @Module({ providers: [{ provide: MessageQueue, useValue: queue }], exports: [MessageQueue] })
  class Queues {}
  const module = await Test.createTestingModule({ imports: [Surroundings, TrackerModule] })
    .overrideModule(QueueingModule)
    .useModule(Queues)
    .overrideProvider(Reconciler)
    .useValue(idle)
    .overrideProvider(Sealer)
    .useValue(idle)
    .compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), {
    rawBody: true,
    logger: false,
  });
  await app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(async () => {
  await app.close();
  await world.drop();
});

function signedByTwilio(path: string, form: Record<string, string>): RequestInit {
  const signature = twilio.getExpectedTwilioSignature('token', `https://d.test${path}`, form);
  return {
    method: 'POST',
    headers: { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  };
}

const statusPath = (message: Message): string =>
  `/webhooks/twilio/status/${message.shard}/${message.messageId}/1`;

async function status(message: Message, form: Record<string, string>): Promise<number> {
  const path = statusPath(message);
  const all = { MessageSid: 'SM1', AccountSid: `AC${'0'.repeat(32)}`, ...form };
  return (await fetch(base + path, signedByTwilio(path, all))).status;
}

async function reply(from: string, body: string, more: Record<string, string> = {}): Promise<number> {
  const path = '/webhooks/twilio/inbound';
  const form = { MessageSid: `SM${uuidv7()}`, From: from, To: '+48732000000', Body: body, ...more };
  return (await fetch(base + path, signedByTwilio(path, form))).status;
}

const query = async (sql: string, ...values: unknown[]) => (await world.db.query(sql, values)).rows;

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

describe('replies', () => {
  const interactions = (message: Message) =>
    query(
      'SELECT kind, message_id, counts_as_response AS counts, detail ->> $2 AS text FROM interactions WHERE case_id = $1 ORDER BY kind',
      message.debtor.caseId,
      'text',
    );

  it('are kept with the case that the latest message was about, and wake it', async () => {
    const message = await world.message();
    expect(await reply(message.debtor.phone, 'Zapłacę w piątek')).toBe(200);
    expect(await interactions(message)).toEqual([
      { kind: 'reply', message_id: message.messageId, counts: true, text: 'Zapłacę w piątek' },
    ]);
    expect((await world.stateOf(message)).wakeUps).toEqual(['response', 'escalation']);
  });

  it('that Twilio posts twice are kept once', async () => {
    const message = await world.message();
    await reply(message.debtor.phone, 'Dobrze', { MessageSid: 'SM-same' });
    await reply(message.debtor.phone, 'Dobrze', { MessageSid: 'SM-same' });
    expect(await interactions(message)).toHaveLength(1);
  });

  it.each([
    ['STOP', { OptOutType: 'STOP' }],
    ['Proszę nie pisać', {}],
  ])('that say "%s" close the number to text messages at once', async (text, more) => {
    const waiting = await world.message({
      outcome: 'none',
      status: 'planned',
      flight: { stage: 'moving', leaseSeconds: 30 },
    });
    expect(await reply(waiting.debtor.phone, text, more)).toBe(200);
    const [point] = await query('SELECT opted_out FROM contact_points WHERE id = $1', waiting.debtor.phoneId);
    expect(point).toEqual({ opted_out: ['sms'] });
    expect(await world.stateOf(waiting)).toMatchObject({ message: 'cancelled', flight: undefined });
    const confirmations = await query(
      `SELECT family FROM messages WHERE person_id = $1 AND purpose = 'requested'`,
      waiting.debtor.personId,
    );
    expect(confirmations).toHaveLength('OptOutType' in more ? 0 : 1);
  });

  const escalations = ({ debtor }: Message) =>
    query('SELECT reason, priority, status FROM escalations WHERE case_id = $1', debtor.caseId);
  const holds = ({ debtor }: Message) =>
    query('SELECT reason FROM holds WHERE case_id = $1 AND lifted_at IS NULL', debtor.caseId);
  /** A reminder on its way, after one that arrived and can be answered. */
  async function remindedAgain(): Promise<{ answered: Message; waiting: Message }> {
    const answered = await world.message();
    const flight = { stage: 'moving', leaseSeconds: 30 } as const;
    const waiting = await world.message({ outcome: 'none', status: 'planned', flight }, answered.debtor);
    return { answered, waiting };
  }

  it.each([
    ['Czy można rozłożyć na raty?', {}, 3],
    ['kto to?', {}, 3],
    ['pomożecie?', { OptOutType: 'HELP' }, 3],
    ['STOP, proszę do mnie więcej nie pisać, jestem w szpitalu', {}, 2],
  ])(
    'that only a person can answer, such as "%s", ask for an agent, and outreach rests',
    async (text, more, priority) => {
      const { answered, waiting } = await remindedAgain();
      expect(await reply(answered.debtor.phone, text, more)).toBe(200);
      expect(await escalations(answered)).toEqual([{ reason: 'reply', priority, status: 'requested' }]);
      expect(await holds(answered)).toEqual([{ reason: 'escalated' }]);
      expect(await world.stateOf(waiting)).toMatchObject({ message: 'cancelled', flight: undefined });
      const [point] = await query(
        'SELECT opted_out FROM contact_points WHERE id = $1',
        answered.debtor.phoneId,
      );
      expect(point).toEqual({ opted_out: [] });
    },
  );

  it('ask for one agent, however often they are posted and however many follow', async () => {
    const message = await world.message();
    await reply(message.debtor.phone, 'Kiedy?', { MessageSid: 'SM-asks' });
    await reply(message.debtor.phone, 'Kiedy?', { MessageSid: 'SM-asks' });
    await reply(message.debtor.phone, 'Halo, kiedy?');
    expect(await escalations(message)).toHaveLength(1);
    expect(await holds(message)).toHaveLength(1);
    await query(`UPDATE escalations SET status = 'resolved' WHERE case_id = $1`, message.debtor.caseId);
    await reply(message.debtor.phone, 'Kiedy?', { MessageSid: 'SM-asks' });
    expect(await escalations(message)).toHaveLength(1);
  });

  it('that were stored before something failed ask for their agent when they are posted again', async () => {
    const message = await world.message();
    await world.db.query('ALTER TABLE escalations RENAME TO escalations_away');
    expect(await reply(message.debtor.phone, 'Jak?', { MessageSid: 'SM-failed' })).toBeGreaterThanOrEqual(
      500,
    );
    await world.db.query('ALTER TABLE escalations_away RENAME TO escalations');
    expect(await reply(message.debtor.phone, 'Jak?', { MessageSid: 'SM-failed' })).toBe(200);
    expect(await escalations(message)).toHaveLength(1);
    expect(await interactions(message)).toHaveLength(1);
  });

  it('that a rule of ours obeys, or about a case that is closed, ask for nobody', async () => {
    const stopped = await world.message();
    await reply(stopped.debtor.phone, 'STOP', { OptOutType: 'STOP' });
    const strange = await world.message();
    await reply(strange.debtor.phone, 'Pomyłka');
    const closed = await world.message();
    await query(`UPDATE cases SET status = 'closed', closed_at = now() WHERE id = $1`, closed.debtor.caseId);
    await reply(closed.debtor.phone, 'Dziękuję za wszystko');
    for (const each of [stopped, strange, closed]) {
      expect([await escalations(each), await holds(each)]).toEqual([[], []]);
    }
  });

  it('of a stranger make us forget the number, and count as no response', async () => {
    const message = await world.message();
    await reply(message.debtor.phone, 'Pomyłka, zły numer');
    const [point] = await query(
      'SELECT status, value FROM contact_points WHERE id = $1',
      message.debtor.phoneId,
    );
    expect(point).toEqual({ status: 'purged', value: null });
    expect((await world.stateOf(message)).wakeUps).not.toContain('response');
    expect((await interactions(message)).find((one) => one['kind'] === 'reply')).toMatchObject({
      counts: false,
    });
  });

  it('from a number that nobody has wait for a human, and no STOP is lost', async () => {
    expect(await reply('+48699999999', 'STOP')).toBe(200);
    expect(
      await query(`SELECT row_data ->> 'text' AS text FROM data_queue WHERE resolved_at IS NULL`),
    ).toEqual([{ text: 'STOP' }]);
    const asked = () => query(`SELECT id FROM escalations`);
    const before = await asked();
    await reply('+48699999999', 'Kto pisze i czego chce?');
    expect(await asked()).toEqual(before);
    expect(await query('SELECT channel FROM suppressions')).toContainEqual({ channel: 'sms' });
  });

  it('that are forged are refused', async () => {
    const response = await fetch(`${base}/webhooks/twilio/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'bm8=' },
      body: 'MessageSid=SM1&From=%2B48600000001&To=%2B48&Body=STOP',
    });
    expect(response.status).toBe(403);
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

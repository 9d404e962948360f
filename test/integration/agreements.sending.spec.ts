import { agreePlan, dispute, pay, promiseToPay, settleAgreements } from '#casework';
import type { MessageBatch } from '#contracts';
import { SendingWorld } from './sending.world.js';

/** The debt fell due on 11 January 2026; the clock stands at the morning of the 12th, a Monday. */
const CAMPAIGN = `
key: four-messages
name: Four messages
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
steps:
  - { key: notice, type: send, at: { dpd: 1, time: '09:30' }, channel: sms, template: overdue }
  - { key: second, type: send, at: { dpd: 5, time: '09:30' }, channel: sms, template: overdue }
  - { key: third, type: send, at: { dpd: 12, time: '09:30' }, channel: sms, template: overdue }
  - { key: fourth, type: send, at: { dpd: 30, time: '09:30' }, channel: sms, template: overdue }
  - { key: over, type: end }
`;

describe('while something agreed stands', () => {
  let world: SendingWorld;
  let caseId: string;
  let owed: number;

  beforeEach(async () => {
    world = await SendingWorld.open(1, CAMPAIGN);
    const found = await rows<{ id: string; owed: number }>('SELECT id, balance_minor AS owed FROM cases');
    caseId = found[0]?.id ?? '';
    owed = found[0]?.owed ?? 0;
  }, 120_000);
  afterEach(() => world.close());

  async function rows<T>(sql: string): Promise<T[]> {
    return (await world.db.query(sql)).rows as T[];
  }

  const promise = (by: string, amount: number | 'balance' = 'balance') =>
    promiseToPay(world.desk, { caseId, amount, by, source: 'portal', now: world.clock.now() });

  /** Moves the clock, does what is due of agreements and cadences, and has it written; the batches for the sender. */
  async function goTo(instant: string): Promise<MessageBatch[]> {
    const released = await world.waitUntil(instant);
    await settleAgreements(world.desk);
    await world.wake();
    const planned = await rows<{ shard: number; id: string; leg_no: number }>(
      `SELECT f.shard, f.message_id AS id, f.leg_no FROM flights f WHERE f.stage = 'moving'`,
    );
    for (const { shard, id, leg_no } of planned) {
      world.queue.rendering.push({ shards: [shard], ids: [id], legs: [leg_no] });
    }
    return [...released, ...(await world.renderAgain())];
  }

  async function send(batches: MessageBatch[]): Promise<string[]> {
    for (const batch of batches) await world.sender().send('sms', batch);
    return world.adapter.submissions.splice(0).map(({ body }) => body);
  }

  const messages = () =>
    rows<{ family: string; status: string; reason: string | null }>(
      'SELECT family, status, status_reason AS reason FROM messages ORDER BY created_at, id',
    );

  it('no step of the cadence leaves, and the reminder does, in hours and with its decision told', async () => {
    const planned = await world.prepare();
    await promise('2026-01-23');
    await world.wake();
    expect(await send(planned)).toEqual([]);
    expect(await send(await goTo('2026-01-21T08:00:00Z'))).toEqual([]);
    const [text, ...more] = await send(await goTo('2026-01-21T09:30:00Z'));
    expect([text, more]).toEqual([expect.stringContaining('23.01.2026'), []]);
    const decided = await rows(
      `SELECT outcome, record #>> '{facts,agreement}' AS agreement, record #> '{facts,holds}' AS holds FROM decisions`,
    );
    expect(decided).toEqual([{ outcome: 'allow', agreement: 'promise', holds: [] }]);
    expect(await send(await goTo('2026-01-22T09:30:00Z'))).toEqual([]);
  });

  it('its words do not leave where anything else holds the case', async () => {
    await promise('2026-01-23');
    const batches = await goTo('2026-01-21T09:30:00Z');
    expect(batches).toHaveLength(1);
    await world.db.query(
      `INSERT INTO holds (id, person_id, case_id, reason, placed_by, placed_at)
       SELECT uuidv7(), person_id, id, 'promise', 'test', business_now() FROM cases`,
    );
    expect(await send(batches)).toEqual([]);
    expect((await messages()).at(-1)).toMatchObject({ status: 'refused', reason: 'held: promise' });
  });

  it('a dispute cancels its words as well', async () => {
    await promise('2026-01-23');
    const batches = await goTo('2026-01-21T09:30:00Z');
    await dispute(world.desk, { caseId, actor: 'debtor', act: { channel: 'portal' } });
    expect(await send(batches)).toEqual([]);
    expect((await messages()).at(-1)).toMatchObject({ status: 'cancelled', reason: 'held: dispute' });
  });

  it('a reminder that waited until its date was over is not sent', async () => {
    await promise('2026-01-16');
    await goTo('2026-01-14T09:30:00Z');
    await world.db.query(
      `UPDATE flights SET stage = 'deferred', due_at = '2026-01-17T09:00:00Z';
       UPDATE messages SET status = 'deferred' WHERE family = 'promise-reminder'`,
    );
    expect(await send(await goTo('2026-01-17T09:00:00Z'))).toEqual([]);
    expect((await messages()).at(-1)).toMatchObject({ status: 'cancelled', reason: 'agreement_over' });
  });

  it('the notice that the money is missing leaves once', async () => {
    await promise('2026-01-16');
    await goTo('2026-01-14T09:30:00Z');
    expect(await send(await goTo('2026-01-21T09:30:00Z'))).toHaveLength(1);
    expect((await messages()).at(-1)).toMatchObject({ family: 'promise-broken', status: 'sent' });
    expect(await send(await goTo('2026-01-22T09:30:00Z'))).toEqual([]);
  });

  it('a reminder asks for what is left of a promise, the notice names the whole that did not come', async () => {
    const amount = Math.floor(owed / 2);
    const zl = (minor: number) => (minor / 100).toFixed(2).replace('.', ',');
    await promise('2026-01-16', amount);
    await pay(world.desk, { ...PAYMENT, creditorId: world.seeded.creditorId, caseId, amountMinor: 1_000 });
    const [reminder] = await send(await goTo('2026-01-14T09:30:00Z'));
    expect(reminder).toContain(`wplata ${zl(amount - 1_000)} zl do 16.01.2026`);
    const [notice] = await send(await goTo('2026-01-21T09:30:00Z'));
    expect(notice).toContain(`kwota ${zl(amount)} zl`);
  });

  it('an instalment is reminded of with what is left of it, its number and its date', async () => {
    const instalments = ['2026-01-23', '2026-02-23'].map((dueOn) => ({
      dueOn,
      amountMinor: Math.floor(owed / 2),
    }));
    await agreePlan(world.desk, { caseId, ref: null, instalments, actor: 'api:key' });
    await pay(world.desk, { ...PAYMENT, creditorId: world.seeded.creditorId, caseId, amountMinor: 1_000 });
    const [text] = await send(await goTo('2026-01-20T09:30:00Z'));
    const left = ((Math.floor(owed / 2) - 1_000) / 100).toFixed(2).replace('.', ',');
    expect(text).toContain(`rata 1/2, ${left}`);
    expect(text).toContain('23.01.2026');
  });

  it('the cadence then goes on where late entry says: what passed meanwhile is not said any more', async () => {
    await world.prepare();
    await promise('2026-01-26', Math.ceil(owed / 2));
    await world.wake();
    await goTo('2026-01-26T09:00:00Z');
    await pay(world.desk, {
      ...PAYMENT,
      creditorId: world.seeded.creditorId,
      caseId,
      amountMinor: Math.ceil(owed / 2),
      paidOn: '2026-01-26',
    });
    await goTo('2026-01-28T09:00:00Z');
    const stepped = await rows(
      `SELECT origin_key FROM messages WHERE origin_kind = 'step' AND status <> 'cancelled'`,
    );
    expect(stepped).toEqual([]);
    expect(
      await rows(`SELECT status, state ->> 'stepKey' AS step, due_at::text AS due FROM enrolments`),
    ).toEqual([{ status: 'active', step: 'fourth', due: '2026-02-10 08:30:00+00' }]);
    const [text] = await send(await goTo('2026-02-10T08:31:00Z'));
    expect(text).toContain('30 dni po terminie');
  });
});

const PAYMENT = {
  reference: 'p1',
  currency: 'PLN',
  paidOn: '2026-01-12',
  source: 'api',
  actor: 'test',
} as const;

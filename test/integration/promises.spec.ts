import {
  cancelPromise,
  claimEscalation,
  closeCase,
  dispute,
  importCases,
  liftHold,
  placeHold,
  promiseToPay,
  type PromiseToPay,
  recordPayments,
  requestEscalation,
  resolveEscalation,
  settleAgreements,
} from '#casework';
import { CaseworkWorld, EWA, JAN, MONDAY, casesFile, fateOf, putInFlight } from './casework.world.js';

let world: CaseworkWorld;
let creditorId: string;
let caseId: string;
const DAY = 86_400_000;
/** The clock stands at the morning of 12 January 2026, a Monday. */
const FRIDAY = '2026-01-16';

beforeAll(async () => {
  world = await CaseworkWorld.open();
  creditorId = await world.idOf('creditors', 'prad');
});
beforeEach(async () => {
  await world.reset();
  const amounts = '100,00;0,00;0,00;PLN;10.12.2025';
  await importCases(world.intake, casesFile(`A/1;${JAN};${amounts}`, `A/2;${EWA};${amounts}`), {
    portfolioRef: 'P1',
  });
  caseId = await world.idOf('cases', 'A/1');
});
afterAll(() => world.close());

function promise(changes: Partial<PromiseToPay> = {}) {
  const now = world.clock.now();
  return promiseToPay(world.desk, {
    caseId,
    amount: 'balance',
    by: FRIDAY,
    source: 'portal',
    now,
    ...changes,
  });
}

function paid(reference: string, amountMinor: number, paidOn: string, caseRef = 'A/1') {
  const payment = { reference, caseRef, amountMinor, currency: 'PLN', paidOn };
  return recordPayments(world.desk, { creditorId, source: 'api', actor: 'test', payments: [payment] });
}

/** Moves the clock to an hour of a day in Warsaw (winter), and does what is due; twice, since that must change nothing. */
async function settleOn(day: string, time = '12:00'): Promise<void> {
  await world.clock.stepTo(Date.parse(`${day}T${time}:00+01:00`));
  while ((await settleAgreements(world.desk)) > 0);
  expect(await settleAgreements(world.desk)).toBe(0);
}

const promises = () =>
  world.rows<{ status: string; reason: string | null; next: Date | null }>(
    'SELECT status, end_reason AS reason, next_at AS next FROM promises ORDER BY made_at, id',
  );
const said = async () =>
  (await world.rows<{ family: string }>('SELECT family FROM messages ORDER BY created_at, id')).map(
    ({ family }) => family,
  );
const holds = async () =>
  (
    await world.rows<{ reason: string }>(
      'SELECT reason FROM holds WHERE lifted_at IS NULL AND (until IS NULL OR until > business_now()) ORDER BY reason',
    )
  ).map(({ reason }) => reason);
const events = async () =>
  (
    await world.rows<{ kind: string }>(
      "SELECT kind FROM case_events WHERE kind LIKE 'promise.%' ORDER BY at, id",
    )
  ).map(({ kind }) => kind);
const escalations = () => world.count("escalations WHERE reason = 'promise-broken'");

describe('a promise to pay', () => {
  it('pauses outreach: what was planned is cancelled, the case is held, and the debtor has responded', async () => {
    const planned = await putInFlight(world, 'A/1');
    const deferred = await putInFlight(world, 'A/1', { stage: 'deferred', channel: 'email' });
    const other = await putInFlight(world, 'A/2');
    expect(await promise()).toMatchObject({ outcome: 'promised' });
    for (const id of [planned, deferred]) {
      expect(await fateOf(world, id)).toMatchObject({ status: 'cancelled', reason: 'held: promise' });
    }
    expect(await fateOf(world, other)).toMatchObject({ status: 'planned', flying: true });
    expect(await holds()).toEqual(['promise']);
    expect(await world.count("interactions WHERE kind = 'promise' AND counts_as_response")).toBe(1);
    expect(await world.count("audit WHERE action = 'promise.make'")).toBe(1);
    expect(await world.count("wake_ups WHERE kind IN ('held', 'response')")).toBe(2);
  });

  it('is reminded of once, two days before, in words that its own hold lets pass', async () => {
    await promise();
    await settleOn('2026-01-13');
    expect(await said()).toEqual([]);
    await settleOn('2026-01-14');
    await settleOn('2026-01-15');
    const messages = await world.rows(
      `SELECT family, purpose, channels, extra ->> 'underHold' = (SELECT hold_id::text FROM promises) AS under FROM messages`,
    );
    expect(messages).toEqual([
      { family: 'promise-reminder', purpose: 'collection', channels: ['sms', 'email'], under: true },
    ]);
  });

  it('kept before its day closes the case', async () => {
    await promise();
    await world.clock.stepTo(MONDAY + DAY);
    expect(await paid('p1', 10_000, '2026-01-13')).toMatchObject({ paidOff: 1 });
    expect(await promises()).toEqual([{ status: 'kept', reason: null, next: null }]);
    expect(await holds()).toEqual([]);
    await settleOn('2026-02-12');
    expect(await said()).toEqual(['payment-receipt']);
    expect(await events()).toEqual(['promise.made', 'promise.kept']);
  });

  it('of a part, kept by several payments within its days of grace, lets the cadence go on', async () => {
    await promise({ amount: 6_000 });
    await paid('p1', 4_000, '2026-01-15');
    expect(await holds()).toEqual(['promise']);
    await settleOn('2026-01-19');
    await paid('p2', 2_000, '2026-01-19');
    expect(await promises()).toMatchObject([{ status: 'kept' }]);
    expect(await holds()).toEqual([]);
    expect(await world.rows('SELECT status FROM cases WHERE id = $1', [caseId])).toEqual([
      { status: 'open' },
    ]);
    expect(await world.count("wake_ups WHERE kind = 'released'")).toBe(1);
    expect(
      await world.count("case_events WHERE kind = 'hold.lifted' AND detail -> 'reasons' @> '\"promise\"'"),
    ).toBe(1);
  });

  it('ends at midnight in the creditor’s zone, after two business days of grace', async () => {
    await promise();
    await settleOn('2026-01-20', '23:59');
    expect(await promises()).toMatchObject([{ status: 'active' }]);
    await settleOn('2026-01-21', '00:00');
    expect(await promises()).toMatchObject([{ status: 'broken' }]);
  });

  it('broken leads to one notice, and three business days later to an agent, under whom the case rests', async () => {
    await promise();
    await paid('p1', 9_999, '2026-01-15');
    await settleOn('2026-01-21');
    expect(await said()).toEqual(['promise-broken']);
    expect([await holds(), await escalations()]).toEqual([['promise'], 0]);
    await settleOn('2026-01-25');
    expect(await escalations()).toBe(0);
    await settleOn('2026-01-26', '12:01');
    expect([await holds(), await escalations()]).toEqual([[], 1]);
    expect(await promises()).toEqual([{ status: 'broken', reason: null, next: null }]);
    await settleOn('2026-02-26');
    expect([await said(), await escalations()]).toEqual([['promise-broken'], 1]);
    expect(await events()).toEqual(['promise.made', 'promise.broken']);
  });

  it('broken and paid before the agent is asked is made good, and stays broken in the figures', async () => {
    await promise({ amount: 5_000 });
    await settleOn('2026-01-21');
    const [notice] = await world.rows<{ id: string }>('SELECT id FROM messages');
    await paid('p1', 5_000, '2026-01-21');
    expect(await promises()).toEqual([{ status: 'broken', reason: null, next: null }]);
    expect(await events()).toEqual(['promise.made', 'promise.broken', 'promise.made_good']);
    expect(await holds()).toEqual([]);
    expect(await fateOf(world, notice?.id ?? '')).toMatchObject({ status: 'cancelled', flying: false });
    await settleOn('2026-01-30');
    expect(await escalations()).toBe(0);
  });

  it('is kept after all by money that was paid in time and booked late', async () => {
    await promise({ amount: 5_000 });
    await settleOn('2026-01-21');
    await paid('p1', 5_000, '2026-01-20');
    expect(
      await world.rows('SELECT status, kept_at IS NOT NULL AS kept, broken_at AS broken FROM promises'),
    ).toEqual([{ status: 'kept', kept: true, broken: null }]);
    await settleOn('2026-01-30');
    expect(await escalations()).toBe(0);
  });

  it('counts money from its day on alone', async () => {
    await paid('p1', 5_000, '2026-01-12');
    await promise({ amount: 5_000 });
    await settleOn('2026-01-21');
    expect(await promises()).toMatchObject([{ status: 'broken' }]);
  });

  it('told twice, or by two at once, is one', async () => {
    const told = await Promise.all([promise(), promise(), promise({ amount: 10_000 })]);
    expect(new Set(told.map((each) => 'id' in each && each.id)).size).toBe(1);
    expect(await promises()).toHaveLength(1);
    expect(await holds()).toEqual(['promise']);
  });

  it('of another day replaces the one that stands, also when both come at once', async () => {
    await Promise.all([promise(), promise({ by: '2026-01-19' })]);
    const states = (await promises()).map(({ status }) => status);
    expect(states.sort()).toEqual(['active', 'replaced']);
    expect(await holds()).toEqual(['promise']);
  });

  it('is refused beyond the number that the terms take, and says why', async () => {
    for (const by of ['2026-01-14', '2026-01-15', '2026-01-16'])
      expect((await promise({ by })).outcome).toBe('promised');
    expect(await promise({ by: '2026-01-19' })).toEqual({ outcome: 'refused', reason: 'too-many', limit: 3 });
    await settleOn('2026-07-13');
    expect((await promise({ by: '2026-07-14' })).outcome).toBe('promised');
  });

  it('is refused on a case that is closed, and on none', async () => {
    await closeCase(world.desk, { caseId, reason: 'withdrawn', actor: 'test' });
    expect(await promise()).toEqual({ outcome: 'refused', reason: 'closed' });
    expect(await promise({ caseId: '00000000-0000-7000-8000-000000000000' })).toMatchObject({
      reason: 'closed',
    });
  });

  it('is overtaken by a dispute that is open on its last day; each lifts its own hold', async () => {
    await promise();
    await dispute(world.desk, { caseId, actor: 'debtor', act: { channel: 'portal' } });
    expect(await holds()).toEqual(['dispute', 'promise']);
    await settleOn('2026-01-14');
    await settleOn('2026-01-21');
    expect(await promises()).toMatchObject([{ status: 'cancelled', reason: 'overtaken' }]);
    expect([await said(), await escalations(), await holds()]).toEqual([[], 0, ['dispute']]);
  });

  it('kept under a breathing space lifts its own hold alone', async () => {
    await placeHold(world.desk, {
      caseId,
      covers: 'person',
      reason: 'breathing-space',
      until: MONDAY + 60 * DAY,
      actor: 'test',
    });
    await promise({ amount: 5_000 });
    await paid('p1', 5_000, '2026-01-13');
    expect(await holds()).toEqual(['breathing-space']);
  });

  it('taken back by an agent counts for nothing, and the case goes on', async () => {
    const made = await promise();
    const promiseId = 'id' in made ? made.id : '';
    const done = await cancelPromise(world.desk, { caseId, promiseId, agentRef: 'anna' });
    expect(done).toMatchObject({ kind: 'ok' });
    expect(await cancelPromise(world.desk, { caseId, promiseId, agentRef: 'anna' })).toEqual({
      kind: 'alreadyDone',
    });
    expect([await holds(), await promises()]).toMatchObject([[], [{ status: 'cancelled' }]]);
    await settleOn('2026-02-12');
    expect(await said()).toEqual([]);
  });

  it('has a hold that is lifted with it, not by itself', async () => {
    await promise();
    const lifted = await liftHold(world.desk, { caseId, hold: { reason: 'promise' }, actor: 'agent:anna' });
    expect(lifted).toEqual({ kind: 'invalid', reason: 'held-by-agreement' });
    expect(await holds()).toEqual(['promise']);
  });

  it('has a hold that no agent lifts by resolving work of the same name', async () => {
    await promise();
    const asked = await requestEscalation(world.desk, { caseId, reason: 'promise', actor: 'api:key' });
    const escalationId = 'escalationId' in asked ? (asked.escalationId ?? '') : '';
    await claimEscalation(world.desk, { escalationId, agentRef: 'anna' });
    await resolveEscalation(world.desk, { escalationId, agentRef: 'anna', next: { then: 'resume' } });
    expect(await holds()).toEqual(['promise']);
  });

  it('is judged once by several schedulers, and after a pause of all of them', async () => {
    await promise();
    await promise({ caseId: await world.idOf('cases', 'A/2') });
    await world.clock.stepTo(Date.parse('2026-01-23T12:00:00+01:00'));
    await Promise.all([1, 2, 3, 4].map(() => settleAgreements(world.desk)));
    expect(await said()).toEqual(['promise-broken', 'promise-broken']);
    expect(await events()).toEqual(['promise.made', 'promise.made', 'promise.broken', 'promise.broken']);
  });

  it('ends with the case', async () => {
    await promise();
    await closeCase(world.desk, { caseId, reason: 'withdrawn', actor: 'test' });
    expect(await promises()).toEqual([{ status: 'cancelled', reason: 'closed: withdrawn', next: null }]);
    expect(await holds()).toEqual([]);
  });
});

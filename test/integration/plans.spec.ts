import {
  agreePlan,
  type AgreePlan,
  cancelPlan,
  dispute,
  importCases,
  liftHold,
  promiseToPay,
  recordPayments,
  settleAgreements,
} from '#casework';
import { publishAgreementTerms, readAgreementTerms } from '#persistence';
import { projectDirectory } from '#platform';
import { CaseworkWorld, JAN, casesFile, fateOf, putInFlight } from './casework.world.js';

let world: CaseworkWorld;
let creditorId: string;
let caseId: string;

beforeAll(async () => {
  world = await CaseworkWorld.open();
  creditorId = await world.idOf('creditors', 'prad');
});
beforeEach(async () => {
  await world.reset();
  await importCases(world.intake, casesFile(`A/1;${JAN};300,00;0,00;0,00;PLN;10.12.2025`), {
    portfolioRef: 'P1',
  });
  caseId = await world.idOf('cases', 'A/1');
});
afterAll(() => world.close());

/** Mondays, the first in three weeks. */
const INSTALMENTS = [
  { dueOn: '2026-02-02', amountMinor: 10_000 },
  { dueOn: '2026-03-02', amountMinor: 10_000 },
  { dueOn: '2026-04-06', amountMinor: 10_000 },
];

function agree(changes: Partial<AgreePlan> = {}) {
  return agreePlan(world.desk, {
    caseId,
    ref: 'R-1',
    instalments: INSTALMENTS,
    actor: 'api:key',
    ...changes,
  });
}

async function settleOn(day: string, time = '12:00'): Promise<void> {
  const offset = day < '2026-03-29' ? '+01:00' : '+02:00';
  await world.clock.stepTo(Date.parse(`${day}T${time}:00${offset}`));
  while ((await settleAgreements(world.desk)) > 0);
}

async function paid(reference: string, amountMinor: number, paidOn: string): Promise<void> {
  const payment = { reference, caseRef: 'A/1', amountMinor, currency: 'PLN', paidOn };
  await recordPayments(world.desk, { creditorId, source: 'api', actor: 'test', payments: [payment] });
}

const said = () =>
  world.rows<{ family: string; n: number | null }>(
    `SELECT family, (extra ->> 'instalment')::int AS n FROM messages WHERE family <> 'reminder' ORDER BY created_at, id`,
  );
const states = async () =>
  (await world.rows<{ status: string }>('SELECT status FROM plans ORDER BY agreed_at, id')).map(
    ({ status }) => status,
  );
const holds = async () =>
  (
    await world.rows<{ reason: string }>('SELECT reason FROM holds WHERE lifted_at IS NULL ORDER BY reason')
  ).map(({ reason }) => reason);

describe('a plan of instalments', () => {
  it('pauses outreach, but for a reminder of each instalment, and ends with the last payment', async () => {
    const planned = await putInFlight(world, 'A/1');
    expect(await agree()).toMatchObject({ kind: 'ok', cancelled: 0 });
    expect(await fateOf(world, planned)).toMatchObject({ status: 'cancelled', reason: 'held: plan' });
    for (const [day, next] of [
      ['2026-01-30', '2026-02-01'],
      ['2026-02-27', '2026-03-02'],
      ['2026-04-03', '2026-04-06'],
    ] as const) {
      await settleOn(day);
      await settleOn(next, '09:00');
      await paid(next, 10_000, next);
    }
    await settleOn('2026-06-01');
    expect(await said()).toEqual([
      { family: 'instalment-due', n: 1 },
      { family: 'instalment-due', n: 2 },
      { family: 'instalment-due', n: 3 },
      { family: 'payment-receipt', n: null },
    ]);
    expect([await states(), await holds()]).toEqual([['completed'], []]);
    expect(await world.rows('SELECT status, closed_reason FROM cases')).toEqual([
      { status: 'closed', closed_reason: 'paid' },
    ]);
    expect(await world.count('plan_instalments WHERE paid_at IS NOT NULL')).toBe(3);
  });

  it('missed is spoken of once; made good in its time to cure, it goes on', async () => {
    await agree();
    await settleOn('2026-02-04', '23:59');
    expect((await said()).filter(({ family }) => family === 'instalment-missed')).toEqual([]);
    await settleOn('2026-02-05', '00:00');
    await settleOn('2026-02-10');
    await paid('p1', 10_000, '2026-02-10');
    await settleOn('2026-02-13');
    expect((await said()).map(({ family }) => family)).toEqual(['instalment-missed']);
    expect([await states(), await holds()]).toEqual([['active'], ['plan']]);
  });

  it('breaks once the time to cure is over: an agent is asked, and its own hold goes', async () => {
    await agree();
    await settleOn('2026-02-05');
    await paid('p1', 9_999, '2026-02-10');
    await settleOn('2026-02-12', '23:59');
    expect(await states()).toEqual(['active']);
    await settleOn('2026-02-13', '00:00');
    expect([await states(), await holds()]).toEqual([['broken'], []]);
    expect(await world.count("escalations WHERE reason = 'plan-broken'")).toBe(1);
    const both = 'plans WHERE completed_at IS NOT NULL AND broken_at IS NOT NULL';
    await paid('p2', 20_001, '2026-02-14');
    expect([await states(), await world.count(both)]).toEqual([['broken'], 0]);
  });

  it('never breaks without its notice, however long nobody looked', async () => {
    await agree();
    await settleOn('2026-05-04');
    expect([await states(), (await said()).map(({ family }) => family)]).toEqual([
      ['active'],
      ['instalment-missed'],
    ]);
    await settleOn('2026-05-12');
    expect(await states()).toEqual(['broken']);
  });

  it('misses nothing while a dispute keeps outreach from the case', async () => {
    await agree();
    await dispute(world.desk, { caseId, actor: 'debtor', act: { channel: 'portal' } });
    await settleOn('2026-03-10');
    expect([await states(), await said(), await holds()]).toEqual([['active'], [], ['dispute', 'plan']]);
    await world.db.query("UPDATE escalations SET status = 'resolved'");
    await liftHold(world.desk, { caseId, hold: { reason: 'dispute' }, actor: 'agent:anna' });
    await settleOn('2026-03-11');
    expect(await said()).toEqual([{ family: 'instalment-missed', n: 1 }]);
  });

  it('told twice is one; another replaces it, and a promise as well', async () => {
    const now = world.clock.now();
    await promiseToPay(world.desk, { caseId, amount: 'balance', by: '2026-01-16', source: 'voice', now });
    const [first, again] = [await agree(), await agree()];
    expect(again).toEqual({ kind: 'alreadyDone', planId: 'planId' in first ? first.planId : '' });
    await agree({ ref: 'R-2' });
    expect([await states(), await holds()]).toEqual([['replaced', 'active'], ['plan']]);
    expect(await world.rows('SELECT status, end_reason FROM promises')).toEqual([
      { status: 'replaced', end_reason: 'plan-agreed' },
    ]);
    const beside = { caseId, amount: 'balance', by: '2026-01-16', source: 'voice', now } as const;
    expect(await promiseToPay(world.desk, beside)).toEqual({ outcome: 'refused', reason: 'plan-runs' });
  });

  it('that comes to more than is owed, in another currency or of another creditor is not taken', async () => {
    const tooMuch = [{ dueOn: '2026-02-02', amountMinor: 30_001 }];
    expect(await agree({ instalments: tooMuch })).toEqual({
      kind: 'faulty',
      faults: [{ instalment: null, field: 'amount', code: 'more-than-owed' }],
    });
    expect(await agree({ currency: 'EUR' })).toEqual({ kind: 'invalid', reason: 'currency-differs' });
    expect(await agree({ creditorId: await world.idOf('creditors', 'siec') })).toEqual({ kind: 'notFound' });
    expect(await states()).toEqual([]);
  });

  it('taken back by the creditor lets the case go on', async () => {
    await agree();
    expect(await cancelPlan(world.desk, { caseId, actor: 'api:key' })).toMatchObject({ kind: 'ok' });
    expect(await cancelPlan(world.desk, { caseId, actor: 'api:key' })).toEqual({ kind: 'alreadyDone' });
    expect([await states(), await holds()]).toEqual([['cancelled'], []]);
  });
});

describe('the terms of promises and plans', () => {
  it('that ship are those that a new database begins with', async () => {
    const shipped = await readAgreementTerms(`${projectDirectory()}/campaigns/agreements`);
    await publishAgreementTerms(world.db, shipped);
    expect(await world.count('agreement_terms')).toBe(shipped.length);
  });

  it('that were published are never changed under their version', async () => {
    const [shipped] = await readAgreementTerms(`${projectDirectory()}/campaigns/agreements`);
    if (shipped === undefined) throw new Error('no terms ship');
    const changed = { ...shipped, plans: { ...shipped.plans, cureDays: 3 } };
    await expect(publishAgreementTerms(world.db, [changed])).rejects.toThrow('higher version');
    await publishAgreementTerms(world.db, [{ ...changed, creditor: 'prad' }]);
    await agree();
    expect(await world.rows("SELECT terms ->> 'cureDays' AS days FROM plans")).toEqual([{ days: '3' }]);
  });
});

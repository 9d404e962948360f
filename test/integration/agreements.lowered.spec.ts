import { agreePlan, importCases, promiseToPay, recordPayments, settleAgreements } from '#casework';
import { readAgreedWords } from '#persistence';
import { CaseworkWorld, JAN, casesFile } from './casework.world.js';

let world: CaseworkWorld;
let creditorId: string;
let caseId: string;

beforeAll(async () => {
  world = await CaseworkWorld.open();
  creditorId = await world.idOf('creditors', 'prad');
});
beforeEach(async () => {
  await world.reset();
  await sent('300,00;20,00');
  caseId = await world.idOf('cases', 'A/1');
});
afterAll(() => world.close());

/** The creditor's file states the debt of the day: principal and interest. */
async function sent(amounts: string): Promise<void> {
  const row = `A/1;${JAN};${amounts};0,00;PLN;10.12.2025`;
  await importCases(world.intake, casesFile(row), { portfolioRef: 'P1' });
}

async function settleOn(day: string): Promise<void> {
  await world.clock.stepTo(Date.parse(`${day}T12:00:00+01:00`));
  while ((await settleAgreements(world.desk)) > 0);
  expect(await settleAgreements(world.desk)).toBe(0);
}

const promised = (amount: number) =>
  promiseToPay(world.desk, { caseId, amount, by: '2026-01-16', source: 'agent', now: world.clock.now() });
const status = async (table: 'promises' | 'plans') =>
  (await world.rows<{ status: string }>(`SELECT status FROM ${table}`)).map((row) => row.status);
const said = async () =>
  (await world.rows<{ family: string }>('SELECT family FROM messages ORDER BY created_at, id')).map(
    ({ family }) => family,
  );
const holds = () => world.count('holds WHERE lifted_at IS NULL');

describe('a promise of somebody who paid the creditor', () => {
  it('is kept by a file that lowers the debt, and nobody is told that the money is missing', async () => {
    await promised(10_000);
    await sent('200,00;20,00');
    await settleOn('2026-01-13');
    expect(await status('promises')).toEqual(['kept']);
    expect(await holds()).toBe(0);
    await settleOn('2026-03-01');
    expect(await said()).toEqual([]);
    expect(
      await world.rows("SELECT detail -> 'loweredMinor' AS by FROM case_events WHERE kind = 'case.changed'"),
    ).toEqual([{ by: 10_000 }]);
  });

  it('is kept although interest grew in the same file', async () => {
    await promised(10_000);
    await sent('200,00;25,00');
    await settleOn('2026-02-01');
    expect(await status('promises')).toEqual(['kept']);
  });

  it('is kept by what was paid here and there together', async () => {
    await promised(10_000);
    const payment = {
      reference: 'p1',
      caseRef: 'A/1',
      amountMinor: 4_000,
      currency: 'PLN',
      paidOn: '2026-01-13',
    };
    await recordPayments(world.desk, { creditorId, source: 'api', actor: 'test', payments: [payment] });
    await sent('240,00;20,00');
    await settleOn('2026-01-14');
    expect(await status('promises')).toEqual(['kept']);
  });

  it('is broken where the file tells of too little, or of money from before it', async () => {
    await sent('250,00;20,00');
    await promised(10_000);
    await sent('160,00;20,00');
    await settleOn('2026-02-01');
    expect(await status('promises')).toEqual(['broken']);
  });

  it('that was broken before the file came was kept after all, also once an agent has it', async () => {
    await promised(10_000);
    await settleOn('2026-02-01');
    await settleOn('2026-02-10');
    expect(await world.rows('SELECT status, ended_at IS NULL AS open FROM promises')).toEqual([
      { status: 'broken', open: false },
    ]);
    await sent('290,00;20,00');
    await settleOn('2026-02-11');
    expect(await status('promises')).toEqual(['broken']);
    await sent('200,00;20,00');
    await settleOn('2026-02-12');
    expect(await status('promises')).toEqual(['kept']);
  });

  it('is not judged while a person looks at what the file says of the debt', async () => {
    await promised(10_000);
    await world.db.query("UPDATE cases SET status = 'verifying'");
    await settleOn('2026-02-01');
    expect(await world.rows('SELECT status, end_reason AS reason FROM promises')).toEqual([
      { status: 'cancelled', reason: 'overtaken' },
    ]);
    expect(await said()).toEqual([]);
  });
});

describe('a plan of somebody who pays the creditor', () => {
  beforeEach(async () => {
    const instalments = [
      { dueOn: '2026-01-19', amountMinor: 10_000 },
      { dueOn: '2026-02-16', amountMinor: 10_000 },
    ];
    await agreePlan(world.desk, { caseId, ref: 'R-1', instalments, actor: 'test' });
  });

  it('goes on by files that lower the debt, and is completed by them', async () => {
    await sent('200,00;20,00');
    await settleOn('2026-02-10');
    expect(await status('plans')).toEqual(['active']);
    expect(await said()).toEqual([]);
    await sent('100,00;20,00');
    await settleOn('2026-02-11');
    expect(await status('plans')).toEqual(['completed']);
    expect(await said()).toEqual([]);
  });

  it('asks for what the file leaves of an instalment', async () => {
    await sent('240,00;20,00');
    await settleOn('2026-01-22');
    const [missed] = await world.rows<{ id: string; family: string; extra: Record<string, unknown> }>(
      "SELECT id, family, extra FROM messages WHERE family = 'instalment-missed'",
    );
    const words = await readAgreedWords(world.db, [missed] as never);
    expect(words.get(missed?.id ?? '')?.instalment).toMatchObject({ number: 1, amountMinor: 4_000 });
  });
});

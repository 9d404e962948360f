import { type CaseImportReport, importCases, launchCampaign, pay, setAttributes } from '#casework';
import { type AdvancingWorld, openAdvancingWorld } from './advancing.world.js';
import { EWA, HEADER, JAN, MONDAY, putInFlight, textFile } from './casework.world.js';

let advancing: AdvancingWorld;
let world: AdvancingWorld['world'];
let store: AdvancingWorld['store'];
let advancer: AdvancingWorld['advancer'];

beforeAll(async () => {
  advancing = await openAdvancingWorld();
  ({ world, store, advancer } = advancing);
});
afterAll(() => advancing.close());
beforeEach(async () => {
  await advancing.reset();
});

const AMOUNTS = '100,00;0;0;PLN;10.12.2025';

async function take(columns: string, ...rows: string[]): Promise<CaseImportReport> {
  const file = textFile([`${HEADER}${columns}`, ...rows].join('\n'));
  const result = await importCases(world.intake, file, { portfolioRef: 'P1' });
  if (result.kind === 'refused') throw new Error(result.refusal.reason);
  return result.report;
}

async function launch(key: string, audience: string, steps: string, more = ''): Promise<number> {
  const source = `key: ${key}
name: Trial
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer${audience} }
${more}
steps:
${steps}
`;
  const launched = await launchCampaign(store, {
    source,
    fileName: 'trial.yaml',
    known: {},
    now: world.clock.now(),
    actor: 'test',
  });
  if (launched.outcome === 'invalid') throw new Error(launched.faults.map((f) => f.message).join('; '));
  return launched.enrolled;
}

const WAIT = `  - { key: rest, type: wait, for: { days: 30, time: '10:00' } }
  - { key: done, type: end }`;

const attributesOf = async (ref: string) =>
  (await world.rows<{ attributes: object }>('SELECT attributes FROM cases WHERE ref = $1', [ref]))[0]
    ?.attributes;

const enrolled = async (key: string): Promise<string[]> =>
  (
    await world.rows<{ told: string }>(
      `SELECT c.ref || coalesce(' ' || e.end_reason, '') AS told
       FROM enrolments e JOIN cases c ON c.id = e.case_id JOIN campaigns g ON g.id = e.campaign_id
       WHERE g.key = $1 ORDER BY c.ref, e.entry`,
      [key],
    )
  ).map(({ told }) => told);

describe('the creditor’s own attributes of a case', () => {
  const COLUMNS = ';attr:Region;attr:risk class';

  it('come with the file: kept by a file without them, taken away by an empty cell', async () => {
    await take(COLUMNS, `A/1;${JAN};${AMOUNTS};mazowieckie;7`, `A/2;${EWA};${AMOUNTS};;`);
    expect(await attributesOf('A/1')).toEqual({ region: 'mazowieckie', risk_class: '7' });
    expect(await attributesOf('A/2')).toEqual({});
    const again = await take(COLUMNS, `A/1;${JAN};${AMOUNTS};mazowieckie;7`);
    expect(again.counts).toMatchObject({ unchanged: 1, updated: 0 });
    await take('', `A/1;${JAN};90,00;0;0;PLN;10.12.2025`);
    expect(await attributesOf('A/1')).toEqual({ region: 'mazowieckie', risk_class: '7' });
    const changed = await take(COLUMNS, `A/1;${JAN};90,00;0;0;PLN;10.12.2025;;8`);
    expect(changed.counts).toMatchObject({ updated: 1 });
    expect(await attributesOf('A/1')).toEqual({ risk_class: '8' });
    expect(changed.ignoredColumns).toEqual([]);
  });

  it('say who enters, and who leaves as soon as they are said otherwise', async () => {
    await take(COLUMNS, `A/1;${JAN};${AMOUNTS};mazowieckie;7`, `A/2;${EWA};${AMOUNTS};śląskie;7`);
    const region = ', attributes: { region: { in: [mazowieckie] } }';
    expect(await launch('north', region, WAIT, 'staysWhile: audience')).toBe(1);
    expect(await enrolled('north')).toEqual(['A/1']);
    const set = async (ref: string, attributes: Record<string, string | null>) =>
      setAttributes(world.desk, { caseId: await world.idOf('cases', ref), attributes, actor: 'test' });
    expect(await set('A/2', { region: 'mazowieckie' })).toEqual({ kind: 'ok' });
    expect(await set('A/2', { region: 'mazowieckie' })).toEqual({ kind: 'alreadyDone' });
    expect(await set('A/1', { region: null })).toEqual({ kind: 'ok' });
    await advancer.foldWakeUps();
    await advancer.advanceDue();
    expect(await enrolled('north')).toEqual(['A/1 left_audience', 'A/2']);
    expect(await attributesOf('A/2')).toEqual({ region: 'mazowieckie', risk_class: '7' });
    const told = await world.rows(`SELECT detail FROM case_events WHERE detail ? 'attributes' ORDER BY id`);
    expect(told).toEqual([
      { detail: { changed: ['attributes'], attributes: ['region'] } },
      { detail: { changed: ['attributes'], attributes: ['region'] } },
    ]);
  });
});

describe('what happened so far', () => {
  const payOff = async (ref: string, reference: string) =>
    pay(world.desk, {
      creditorId: await world.idOf('creditors', 'prad'),
      caseId: await world.idOf('cases', ref),
      reference,
      amountMinor: 1_000,
      currency: 'PLN',
      paidOn: '2026-01-10',
      source: 'api',
      actor: 'test',
    });

  it('says who enters: payments, contacts, other campaigns', async () => {
    await take('', `A/1;${JAN};${AMOUNTS}`, `A/2;${EWA};${AMOUNTS}`);
    await payOff('A/1', 'P-1');
    await payOff('A/1', 'P-2');
    expect(await launch('paid', ', history: { payments: { min: 2 }, paidWithinDays: 1 }', WAIT)).toBe(1);
    expect(await enrolled('paid')).toEqual(['A/1']);
    const sent = await putInFlight(world, 'A/2');
    const contacted = ', history: { contacts: { min: 1 } }';
    expect(await launch('contacted', contacted, WAIT)).toBe(0);
    await world.db.query('UPDATE legs SET accepted_at = now() WHERE message_id = $1', [sent]);
    expect(await launch('contacted-now', contacted, WAIT)).toBe(1);
    expect(await enrolled('contacted-now')).toEqual(['A/2']);
    expect(await launch('followers', ', history: { entered: [paid] }', WAIT)).toBe(1);
    expect(await enrolled('followers')).toEqual(['A/1']);
    expect(await launch('others', ', history: { notEntered: [paid, contacted] }', WAIT)).toBe(1);
    expect(await enrolled('others')).toEqual(['A/2']);
  });

  it('says which way a case goes, read anew as it comes to the branch', async () => {
    await take('', `A/1;${JAN};${AMOUNTS}`, `A/2;${EWA};${AMOUNTS}`);
    const fork = `  - { key: fork, type: branch, when: [{ if: { history: { payments: { min: 1 } } }, go: payer }] }
  - { key: never-paid, type: end, reason: never-paid }
  - { key: payer, type: end, reason: payer }`;
    expect(await launch('forked', '', fork)).toBe(2);
    await payOff('A/1', 'P-1');
    await advancer.advanceDue();
    expect(await enrolled('forked')).toEqual(['A/1 payer', 'A/2 never-paid']);
  });

  it('tells a step which date to wait for', async () => {
    await take(';przedawnienie;attr:ends', `A/1;${JAN};${AMOUNTS};31.03.2026;2026-02-20`);
    const steps = `  - { key: rest, type: wait, until: { date: timeBarredOn, businessDays: -5, time: '09:00' } }
  - { key: done, type: end }`;
    await launch('barred', '', steps);
    await launch(
      'ending',
      '',
      steps.replace('date: timeBarredOn, businessDays: -5', 'attribute: ends, days: -1'),
    );
    await advancer.advanceDue();
    const due = await world.rows(
      `SELECT g.key, e.due_at AS due FROM enrolments e JOIN campaigns g ON g.id = e.campaign_id ORDER BY g.key`,
    );
    expect(due).toEqual([
      { key: 'barred', due: new Date('2026-03-24T09:00:00+01:00') },
      { key: 'ending', due: new Date('2026-02-19T09:00:00+01:00') },
    ]);
    expect(world.clock.now()).toBe(MONDAY);
  });
});

import { Command } from 'commander';
import { v7 as uuidv7 } from 'uuid';
import { importCases } from '#casework';
import type { CaseDecisionsView } from '#contracts';
import type { Problem } from '#platform';
import { registerExplain } from '../../apps/dunlin/src/commands/explain.command.js';
import type { WithInstallation } from '../../apps/dunlin/src/commands/register-command.js';
import { MONDAY, textFile } from './casework.world.js';
import { ConsoleWorld } from './console.world.js';
import { decidedMessage, FACTS } from './decided-message.js';

/** Sunday 11:00 and Monday 08:00 in Warsaw, and the Tuesday after. */
const SUNDAY = Date.parse('2026-01-11T10:00:00Z');
const TUESDAY = MONDAY + 24 * 3_600_000;

let world: ConsoleWorld;
/** Deferred on Sunday, allowed on Monday. */
let first: string;
/** Refused on Tuesday. */
let second: string;

beforeAll(async () => {
  world = await ConsoleWorld.open();
  const { casework } = world;
  const twin = `nr_sprawy;imie;nazwisko;nr_klienta;telefon;kod_pocztowy;kwota;waluta;termin_platnosci;data_urodzenia
K/3;Jan;Inny;s3;+48 452 974 599;00-001;10,00;PLN;10.12.2025;01.02.1980`;
  await importCases(casework.intake, textFile(twin), { portfolioRef: 'S1' });
  first = await decidedMessage(casework, [
    { ...FACTS, at: SUNDAY },
    { ...FACTS, at: MONDAY },
  ]);
  second = await decidedMessage(casework, [{ ...FACTS, at: TUESDAY, optedOut: true }]);
});
afterAll(() => world.close());
afterEach(() => {
  process.exitCode = undefined;
});

/** Runs `dunlin explain`; gives its exit code and what it said. */
async function explain(...words: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const program = new Command().exitOverride();
  const withInstallation = ((work: (installation: unknown) => unknown) =>
    work({ db: world.casework.db })) as WithInstallation;
  registerExplain(program, withInstallation, (line) => void lines.push(line));
  process.exitCode = undefined;
  await program.parseAsync(['explain', ...words], { from: 'user' });
  return { code: Number(process.exitCode ?? 0), said: lines.join('\n') };
}

/** Message and decision by message, of what the API tells. */
async function decidedBy(at?: string): Promise<[string, number, string, number][]> {
  const id = await world.casework.idOf('cases', 'K/1');
  const query = at === undefined ? '' : `?at=${encodeURIComponent(at)}`;
  const { status, body } = await world.get<CaseDecisionsView>(`/api/cases/${id}/decisions${query}`);
  expect(status).toBe(200);
  return body.messages.map((each) => [
    each.messageId,
    each.decisionNo,
    each.decision.outcome,
    each.laterDecisions,
  ]);
}

describe('what had been decided about a case', () => {
  it('is the last decision about each message by then, to the millisecond', async () => {
    expect(await decidedBy(new Date(MONDAY - 1).toISOString())).toEqual([[first, 1, 'defer', 1]]);
    expect(await decidedBy('2026-01-12T08:00:00+01:00')).toEqual([[first, 2, 'allow', 0]]);
    expect(await decidedBy(new Date(TUESDAY).toISOString())).toEqual([
      [first, 2, 'allow', 0],
      [second, 1, 'refuse', 0],
    ]);
  });

  it('takes a date as the end of that day where the portfolio is, and no time as the present', async () => {
    expect(await decidedBy('2026-01-10')).toEqual([]);
    expect(await decidedBy('2026-01-11')).toEqual([[first, 1, 'defer', 1]]);
    const id = await world.casework.idOf('cases', 'K/1');
    const { body } = await world.get<CaseDecisionsView>(`/api/cases/${id}/decisions?at=2026-01-11`);
    expect(body.asOf).toBe('2026-01-11T22:59:59.999Z');
    await world.casework.clock.stepTo(MONDAY);
    expect(await decidedBy()).toEqual([[first, 2, 'allow', 0]]);
  });

  it('comes with its facts, decided again, and no personal data', async () => {
    const id = await world.casework.idOf('cases', 'K/1');
    const { body } = await world.get<CaseDecisionsView>(`/api/cases/${id}/decisions?at=2026-01-13`);
    expect(body).toMatchObject({
      caseRef: 'K/1',
      creditor: 'prad',
      firstDecisionAt: '2026-01-11T10:00:00.000Z',
    });
    expect(body.messages[1]).toMatchObject({
      caseIds: [id],
      family: 'overdue',
      decision: { reason: 'opted-out', facts: { optedOut: true }, replay: { result: 'same' } },
    });
    expect(JSON.stringify(body)).not.toMatch(/Jan|Kowalski|452 ?974|example\.com/);
  });

  it('is asked for with a time that can be read, about a case that there is', async () => {
    const id = await world.casework.idOf('cases', 'K/1');
    for (const at of ['yesterday', '2026-02-30', '2026-01-12T08:00:00', '2026-13-01T00:00:00Z']) {
      const { status, type, body } = await world.get<Problem>(`/api/cases/${id}/decisions?at=${at}`);
      expect([at, status, type]).toEqual([at, 400, 'application/problem+json']);
      expect(JSON.stringify(body)).toContain('is neither an instant nor a date');
    }
    const nowhere = await world.get<Problem>(`/api/cases/${uuidv7()}/decisions`);
    expect([nowhere.status, nowhere.body.detail]).toEqual([404, 'There is no such case.']);
  });

  it('is described with its query from the schema that checks it', async () => {
    const { body } = await world.get<{
      paths: Record<string, { get: { parameters: { name: string; in: string; required: boolean }[] } }>;
    }>('/api/openapi.json');
    expect(body.paths['/api/cases/{id}/decisions']?.get.parameters).toContainEqual(
      expect.objectContaining({ name: 'at', in: 'query', required: false }),
    );
  });
});

describe('dunlin explain --case', () => {
  it('tells each message with its last decision, facts and replay', async () => {
    const { code, said } = await explain('--case', 'K/1', '--at', '2026-01-11');
    expect(said).toContain('Case K/1 of prad: 1 message decided about by 2026-01-11T22:59:59.999Z');
    expect(said).toContain(`Message ${first}: collection, overdue, planned.`);
    expect(said).toContain('Decision 1, leg 1, at 2026-01-11T10:00:00.000Z: deferred until');
    expect(said).toMatch(/balanceMinor +124680/);
    expect(said).toMatch(/replay +the same/);
    expect(said).toContain('decided again once since');
    expect(code).toBe(0);
    const later = await explain('--case', 'K/1', '--at', '2026-01-13T12:00:00+01:00');
    expect(later.said).toContain('Decision 2, leg 1, at 2026-01-12T07:00:00.000Z: allowed until');
    expect(later.said).toContain(`Message ${second}`);
  });

  it('says that nothing had been decided by then, and when the first decision came', async () => {
    expect(await explain('--case', 'K/1', '--at', '2026-01-10')).toEqual({
      code: 0,
      said: 'Case K/1 of prad: nothing had been decided by 2026-01-10T22:59:59.999Z.\nThe first decision came at 2026-01-11T10:00:00.000Z.',
    });
    expect((await explain('--case', 'K/2', '--at', '2026-01-10')).said).toContain('Nothing was since.');
  });

  it('asks whose case it is where two creditors have one of that number', async () => {
    await expect(explain('--case', 'K/3')).rejects.toThrow(
      'Several creditors have a case K/3: prad, siec. Name one with --creditor.',
    );
    expect((await explain('--case', 'K/3', '--creditor', 'siec')).said).toContain('Case K/3 of siec');
    expect(await explain('--case', 'K/1', '--creditor', 'siec')).toEqual({
      code: 1,
      said: 'There is no case K/1 of siec.',
    });
  });

  it('takes one message or one case, and times that can be read', async () => {
    await expect(explain()).rejects.toThrow('Name either a message');
    await expect(explain('--message', first, '--case', 'K/1')).rejects.toThrow('Name either a message');
    await expect(explain('--message', first, '--at', '2026-01-10')).rejects.toThrow('go with --case');
    await expect(explain('--case', 'K/1', '--at', '10.01.2026')).rejects.toThrow(
      '"10.01.2026" is neither an instant nor a date',
    );
    expect((await explain('--message', first)).code).toBe(0);
  });

  it('says that decisions may be archived, where a month of the messages was', async () => {
    const told = 'Decisions made before 2026-02-01T00:00:00.000Z may be archived';
    const archived = `INSERT INTO archived_months (month, decisions, archived_at) VALUES ($1, 1, now())`;
    await world.casework.db.query(archived, ['2025-12-01']);
    expect((await explain('--case', 'K/1')).said).not.toContain('archived');
    await world.casework.db.query(archived, ['2026-01-01']);
    for (const asked of [
      ['--case', 'K/1'],
      ['--case', 'K/1', '--at', '2026-01-10'],
      ['--message', first],
    ])
      expect((await explain(...asked)).said).toContain(told);
    const undecided = await decidedMessage(world.casework, [], { caseRef: 'K/3' });
    expect((await explain('--message', undecided)).said).not.toContain('not been asked');
    await world.casework.db.query('TRUNCATE archived_months');
    expect((await explain('--message', undecided)).said).toContain('not been asked');
  });

  it('fails when a decision does not come out as it was recorded', async () => {
    await decidedMessage(world.casework, [{ ...FACTS, optedOut: true }], {
      caseRef: 'K/2',
      forge: (stored) => void ((stored.facts as { optedOut: boolean }).optedOut = false),
    });
    const { code, said } = await explain('--case', 'K/2', '--at', '2026-01-12');
    expect(said).toContain('DIFFERENT: allowed until');
    expect(code).toBe(1);
  });
});

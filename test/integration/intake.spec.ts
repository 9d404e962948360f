import { type CaseImportReport, type ImportCasesOptions, importCases, optOut, wrongParty } from '#casework';
import { contactHash } from '#domain';
import {
  CaseworkWorld,
  EWA,
  HEADER,
  JAN,
  MONDAY,
  casesFile,
  fateOf,
  putInFlight,
  textFile,
} from './casework.world.js';

let world: CaseworkWorld;
beforeAll(async () => (world = await CaseworkWorld.open()));
afterAll(() => world.close());

async function take(
  file: ReturnType<typeof textFile>,
  options: ImportCasesOptions = { portfolioRef: 'P1' },
): Promise<CaseImportReport> {
  const result = await importCases(world.intake, file, options);
  if (result.kind === 'refused') throw new Error(result.refusal.reason);
  return result.report;
}

const DEBT = '1 000,00;10,00;40,00;PLN;10.12.2025';

describe('importing cases', () => {
  it('takes good rows in, reports bad ones by line and column, and queues what a person must check', async () => {
    const report = await take(
      casesFile(
        `A/1;${JAN};${DEBT}`,
        `A/2;${EWA};1,234,50;0;0;PLN;31.02.2026`,
        `A/3;Jan;Nowak;80010112340;22 300 11 22;;00-001;${DEBT}`,
        `A/1;${EWA};${DEBT}`,
      ),
    );
    expect(report.counts).toEqual({ rows: 4, created: 1, updated: 0, unchanged: 0, queued: 1, refused: 2 });
    expect(report.faults.map(({ line, column, value }) => [line, column, value])).toEqual([
      [3, 'kwota', '1,234,50'],
      [3, 'termin_platnosci', '31.02.2026'],
      [5, null, 'A/1'],
    ]);
    expect(report.queued).toEqual([
      { line: 4, ref: 'A/3', faults: ['no-contact-point', 'phone-not-textable'] },
    ]);
    const cases = await world.rows('SELECT ref, status, balance_minor FROM cases ORDER BY ref');
    expect(cases).toEqual([
      { ref: 'A/1', status: 'open', balance_minor: 105_000 },
      { ref: 'A/3', status: 'verifying', balance_minor: 105_000 },
    ]);
    expect(
      await world.rows("SELECT kind FROM wake_ups w JOIN cases c ON c.id = w.case_id WHERE c.ref = 'A/1'"),
    ).toEqual([{ kind: 'case.imported' }]);
    expect(await world.count('data_queue WHERE resolved_at IS NULL')).toBe(1);
  });

  it('changes nothing when the same file comes again, in another spelling and order of columns too', async () => {
    const before = await world.rows('SELECT count(*) AS n, max(id::text) AS last FROM case_events');
    const again = await take(casesFile(`A/1;${JAN};${DEBT}`));
    const rewritten = await take(
      textFile(
        `﻿due date,surname,first name,PESEL,phone,e-mail,postcode,principal,interest,costs,currency,case number\r\n2025-12-10,Nowak,Jan,80010112340,+48 451 000 001,jan@example.com,00-001,"1000.00",10,"40,00",pln,A/1\r\n`,
      ),
    );
    expect([again.counts.unchanged, rewritten.counts.unchanged]).toEqual([1, 1]);
    expect(await world.rows('SELECT count(*) AS n, max(id::text) AS last FROM case_events')).toEqual(before);
  });

  it('makes a changed row an event, and has messages in flight about it written anew', async () => {
    const message = await putInFlight(world, 'A/1', { stage: 'deferred' });
    const report = await take(casesFile(`A/1;${JAN};1 000,00;15,00;40,00;PLN;10.12.2025`));
    expect(report.counts).toMatchObject({ updated: 1, created: 0 });
    const events = await world.rows(
      `SELECT kind, detail -> 'changed' AS changed FROM case_events WHERE kind = 'case.changed'`,
    );
    expect(events).toEqual([{ kind: 'case.changed', changed: ['interestMinor'] }]);
    expect(await fateOf(world, message)).toMatchObject({ status: 'planned', flying: true });
    expect(await world.count(`legs WHERE message_id = '${message}'`)).toBe(0);
    expect(await world.rows(`SELECT stage, due_at FROM flights WHERE message_id = '${message}'`)).toEqual([
      { stage: 'moving', due_at: null },
    ]);
  });

  it('opens a queued case once a corrected row comes, and answers the question about it', async () => {
    await take(casesFile(`A/3;${JAN};${DEBT}`));
    expect(await world.rows("SELECT status, verification_faults FROM cases WHERE ref = 'A/3'")).toEqual([
      { status: 'open', verification_faults: [] },
    ]);
    expect(await world.count('data_queue WHERE resolved_at IS NULL')).toBe(0);
  });

  it('takes a case out of outreach when a changed row fails verification', async () => {
    await take(casesFile(`A/4;${EWA};${DEBT}`));
    const message = await putInFlight(world, 'A/4');
    await take(casesFile(`A/4;Ewa;Żak;85050512347;12;;00-002;${DEBT}`));
    expect(await world.rows("SELECT status FROM cases WHERE ref = 'A/4'")).toEqual([{ status: 'verifying' }]);
    expect(await fateOf(world, message)).toEqual({
      status: 'cancelled',
      reason: 'data-verification',
      flying: false,
    });
  });

  it('knows two creditors’ debtors as one person, and keeps their data apart', async () => {
    await take(casesFile(`S/1;${JAN};${DEBT}`), { portfolioRef: 'S1' });
    const persons = await world.rows<{ person_id: string; creditor_id: string }>(
      "SELECT DISTINCT person_id, creditor_id FROM cases WHERE ref IN ('A/1', 'S/1')",
    );
    expect(new Set(persons.map((row) => row.person_id)).size).toBe(1);
    expect(new Set(persons.map((row) => row.creditor_id)).size).toBe(2);
    expect(
      await world.count('debtors WHERE person_id = (SELECT person_id FROM cases WHERE ref = $$S/1$$)'),
    ).toBe(2);
  });

  it('never takes a wrong party’s address back, nor an opt-out', async () => {
    const [point] = await world.rows<{ id: string }>(
      "SELECT id FROM contact_points WHERE value = '+48451000002'",
    );
    await wrongParty(world.desk, {
      address: { contactPointId: point?.id ?? '' },
      actor: 'debtor',
      channel: 'sms',
    });
    const valueHash = contactHash('ewa@example.com', world.intake.contactKey);
    await optOut(world.desk, { address: { valueHash }, channel: 'email', actor: 'debtor', confirm: false });
    const report = await take(casesFile(`S/2;${EWA};${DEBT}`), { portfolioRef: 'S1' });
    expect(report.queued).toEqual([{ line: 2, ref: 'S/2', faults: ['no-contact-point'] }]);
    const points = await world.rows(
      `SELECT kind, value, status, opted_out FROM contact_points
       WHERE debtor_id = (SELECT debtor_id FROM cases WHERE ref = 'S/2') ORDER BY kind`,
    );
    expect(points).toEqual([
      { kind: 'email', value: 'ewa@example.com', status: 'active', opted_out: ['email'] },
      { kind: 'phone', value: null, status: 'suppressed', opted_out: [] },
    ]);
    expect(await world.count("contact_points WHERE value = '+48451000002'")).toBe(0);
  });

  it('tells in a dry run what the import then does, and writes nothing', async () => {
    const file = casesFile(
      `D/1;${JAN};${DEBT}`,
      `A/1;${JAN};900,00;0;0;PLN;10.12.2025`,
      `D/2;;;;;;;${DEBT}`,
      `D/3;x`,
    );
    const tables = [
      'cases',
      'persons',
      'contact_points',
      'case_events',
      'import_runs',
      'data_queue',
      'wake_ups',
    ];
    const sizes = () => Promise.all(tables.map((table) => world.count(table)));
    const before = await sizes();
    const dry = await take(file, { portfolioRef: 'P1', dryRun: true });
    expect(await sizes()).toEqual(before);
    const real = await take(file);
    expect({ ...real, runId: '', dryRun: true }).toEqual({ ...dry, runId: '' });
    expect(real.counts).toEqual({ rows: 4, created: 1, updated: 1, unchanged: 0, queued: 1, refused: 1 });
  });

  it('leaves closed cases, and cases whose row names another person, to a person', async () => {
    await world.db.query("UPDATE cases SET status = 'closed', closed_reason = 'paid' WHERE ref = 'D/1'");
    const file = casesFile(`D/1;${JAN};2 000,00;0;0;PLN;10.12.2025`, `A/1;${EWA};900,00;0;0;PLN;10.12.2025`);
    const report = await take(file);
    expect(report.queued.map(({ ref, faults }) => [ref, faults.at(-1)])).toEqual([
      ['D/1', 'case-closed'],
      ['A/1', 'person-changed'],
    ]);
    expect((await take(file)).counts.unchanged).toBe(2);
    expect(await world.rows("SELECT principal_minor FROM cases WHERE ref = 'D/1'")).toEqual([
      { principal_minor: 100_000 },
    ]);
  });

  it('never changes the currency of a case: another one is for a person', async () => {
    await take(casesFile(`W/1;${JAN};1 000,00;10,00;40,00;EUR;10.12.2025`));
    const file = casesFile(`W/1;${JAN};4 000,00;10,00;40,00;PLN;10.12.2025`);
    expect((await take(file)).queued).toEqual([{ line: 2, ref: 'W/1', faults: ['currency-changed'] }]);
    expect((await take(file)).counts.unchanged).toBe(1);
    expect(await world.rows("SELECT currency, balance_minor, status FROM cases WHERE ref = 'W/1'")).toEqual([
      { currency: 'EUR', balance_minor: 105_000, status: 'open' },
    ]);
  });

  it('keeps what an earlier row asked about a case open when a later row is refused', async () => {
    await take(casesFile(`Z/1;;;;;;;${DEBT}`));
    await take(casesFile(`Z/1;;;;;;;${DEBT.replace('PLN', 'EUR')}`));
    const open = await world.rows<{ faults: { code: string }[] }>(
      `SELECT q.faults FROM data_queue q JOIN cases c ON c.id = q.case_id
       WHERE c.ref = 'Z/1' AND q.resolved_at IS NULL ORDER BY q.id`,
    );
    expect(open.map(({ faults }) => faults.some(({ code }) => code === 'currency-changed'))).toEqual([
      false,
      true,
    ]);
  });

  it('keeps currency, interest and costs of a case whose file has no such columns; an empty cell is nothing', async () => {
    const header = 'nr_sprawy;imie;nazwisko;pesel;telefon;email;kod_pocztowy;kwota;termin_platnosci';
    await take(textFile(`${header};razem\nW/1;${JAN};900,00;10.12.2025;950,00`));
    const stored = () =>
      world.rows(
        "SELECT currency, principal_minor, interest_minor, costs_minor, status FROM cases WHERE ref = 'W/1'",
      );
    const kept = { currency: 'EUR', principal_minor: 90_000, interest_minor: 1_000, status: 'open' };
    expect(await stored()).toEqual([{ ...kept, costs_minor: 4_000 }]);
    await take(textFile(`${header};koszty\nW/1;${JAN};900,00;10.12.2025;`));
    expect(await stored()).toEqual([{ ...kept, costs_minor: 0 }]);
  });

  it('holds time-barred claims, and old ones whose limitation nobody has dated', async () => {
    const text = `${HEADER};przedawnienie\nT/1;${JAN};${DEBT};12.01.2026\nT/2;${JAN};${DEBT};13.01.2026\nT/3;${JAN};1;0;0;PLN;01.12.2024;`;
    const report = await take(textFile(text));
    expect(report.queued.map(({ ref, faults }) => [ref, faults])).toEqual([
      ['T/1', ['time-barred']],
      ['T/3', ['age-of-debt-unknown']],
    ]);
  });

  it('gives new open cases to whoever takes them into campaigns', async () => {
    const entered: string[] = [];
    const onEntered = (ids: string[]): void => void entered.push(...ids);
    await take(casesFile(`E/1;${JAN};${DEBT}`, `E/2;;;;;;;${DEBT}`), { portfolioRef: 'P1', onEntered });
    expect(entered).toEqual([await world.idOf('cases', 'E/1')]);
  });

  it.each([
    ['an unknown portfolio', { portfolioRef: 'nowhere' }, 'unknown-portfolio'],
    ['no portfolio at all', {}, 'unknown-portfolio'],
  ])('refuses a file for %s before writing anything', async (_name, options, code) => {
    const runs = await world.count('import_runs');
    const result = await importCases(world.intake, casesFile(`X/1;${JAN};${DEBT}`), options);
    expect(result.kind === 'refused' && result.refusal.code).toBe(code);
    expect(await world.count('import_runs')).toBe(runs);
  });

  it('comes to the same when one file is imported ten times at once', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `C/${i};${JAN.replace('451 000 001', `452 000 1${10 + i}`)};${DEBT}`,
    );
    const reports = await Promise.all(Array.from({ length: 10 }, () => take(casesFile(...rows))));
    expect(reports.reduce((sum, report) => sum + report.counts.created, 0)).toBe(40);
    expect(await world.count("cases WHERE ref LIKE 'C/%'")).toBe(40);
    expect(await world.count("case_events e JOIN cases c ON c.id = e.case_id WHERE c.ref LIKE 'C/%'")).toBe(
      40,
    );
  });

  it('stamps its records with business time', async () => {
    const [event] = await world.rows<{ at: Date }>('SELECT min(at) AS at FROM case_events');
    expect(event?.at.getTime()).toBe(MONDAY);
  });
});

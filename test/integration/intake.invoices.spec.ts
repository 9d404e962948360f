import { importCases, importInvoices, importPayments, type ImportInvoicesOptions } from '#casework';
import { CaseworkWorld, putInFlight, fateOf, textFile } from './casework.world.js';

const CASES = 'nr_sprawy;firma;nip;telefon;email;kod_pocztowy;kwota;termin_platnosci';
const INVOICES = 'nr_sprawy;nr_faktury;data_wystawienia;termin_platnosci;kwota;zaplacono;waluta';

let world: CaseworkWorld;

beforeAll(async () => (world = await CaseworkWorld.open()));
afterAll(() => world.close());
beforeEach(async () => {
  await world.reset();
  const rows = [
    'B/1;Młyn sp. z o.o.;5261040828;+48 451 000 011;mlyn@example.com;00-001;3000,00;10.12.2025',
    'B/2;Tartak sp. z o.o.;7740001454;+48 451 000 012;tartak@example.com;00-002;500,00;10.12.2025',
  ];
  const cases = await importCases(world.intake, textFile([CASES, ...rows].join('\n')), {
    portfolioRef: 'P1',
  });
  expect(cases).toMatchObject({ report: { counts: { created: 2 } } });
});

const SOUND = [
  'B/1;FV/3;10.12.2025;10.01.2026;1500,00;;PLN',
  'B/1;FV/1;26.11.2025;10.12.2025;1000,00;;PLN',
  'B/1;FV/2;2025-12-06;2025-12-20;800,00;300,00;PLN',
  'B/2;FV/9;26.11.2025;10.12.2025;500,00;0;',
];

async function take(rows: string[], options: ImportInvoicesOptions = {}) {
  const file = textFile([INVOICES, ...rows].join('\n'));
  const result = await importInvoices(world.intake, file, { creditorRef: 'prad', ...options });
  if (result.kind === 'refused') throw new Error(result.refusal.reason);
  return result.report;
}

const invoices = () =>
  world.rows<{ number: string; paid: number }>(
    'SELECT number, paid_minor AS paid FROM invoices ORDER BY due_date, number',
  );

const statusOf = async (ref: string) =>
  (
    await world.rows<{ status: string; faults: string[] }>(
      'SELECT status, verification_faults AS faults FROM cases WHERE ref = $1',
      [ref],
    )
  )[0];

/** The row of B/2, with another principal. */
const principalOf2 = (amount: string) =>
  importCases(
    world.intake,
    textFile(
      `nr_sprawy;firma;nip;kwota;termin_platnosci\nB/2;Tartak sp. z o.o.;7740001454;${amount};10.12.2025`,
    ),
    { portfolioRef: 'P1' },
  );

describe('a file of invoices', () => {
  it('becomes lines of its cases, and changes nothing when it comes again', async () => {
    const first = await take(SOUND);
    expect(first.counts).toEqual({ rows: 4, created: 4, updated: 0, unchanged: 0, queued: 0, refused: 0 });
    expect(await invoices()).toEqual([
      { number: 'FV/1', paid: 0 },
      { number: 'FV/9', paid: 0 },
      { number: 'FV/2', paid: 30_000 },
      { number: 'FV/3', paid: 0 },
    ]);
    const events = await world.count("case_events WHERE kind LIKE 'invoices.%'");
    expect((await take(SOUND)).counts).toMatchObject({ created: 0, updated: 0, unchanged: 4 });
    expect(await world.count("case_events WHERE kind LIKE 'invoices.%'")).toBe(events);
  });

  it('that is tried only tells what it would do', async () => {
    const wrong = [...SOUND.slice(0, 3), 'B/2;FV/9;26.11.2025;10.12.2025;400,00;0;'];
    const tried = await take(wrong, { dryRun: true });
    expect(tried.counts).toMatchObject({ created: 4, queued: 1 });
    expect(await world.count('invoices')).toBe(0);
    expect(await world.count("import_runs WHERE kind = 'invoices'")).toBe(0);
    expect((await take(wrong)).queued).toEqual(tried.queued);
  });

  it('updates an invoice whose row changed, and says so in the timeline', async () => {
    await take(SOUND);
    const moved = SOUND.map((row) => row.replace('10.01.2026', '17.01.2026'));
    expect((await take(moved)).counts).toMatchObject({ updated: 1, unchanged: 3 });
    const [event] = await world.rows<{ detail: unknown }>(
      "SELECT detail FROM case_events WHERE kind = 'invoices.changed'",
    );
    expect(event?.detail).toEqual({ invoices: ['FV/3'] });
  });

  it('is refused row by row, with line, column and reason', async () => {
    const report = await take([
      'B/9;FV/1;;10.12.2025;10,00;;PLN',
      'B/1;FV/7;;31.02.2026;10,00;;PLN',
      'B/1;FV/8;11.12.2025;10.12.2025;10,00;20,00;EUR',
      'B/1;FV/1;;10.12.2025;3000,00;;PLN',
      'B/1;FV/1;;10.12.2025;3000,00;;PLN',
    ]);
    expect(report.counts).toMatchObject({ rows: 5, created: 1, refused: 4, queued: 0 });
    expect(report.faults.map(({ line, column, reason }) => `${line} ${column}: ${reason}`)).toEqual([
      '3 termin_platnosci: does not exist in the calendar',
      '6 nr_faktury: repeats the invoice of line 5',
      '2 nr_sprawy: is no case of the creditor',
      '4 waluta: differs from that of the case, PLN',
      '4 data_wystawienia: is after the due date',
      '4 zaplacono: is more than the amount',
    ]);
  });
});

describe('a case whose invoices do not come to its principal', () => {
  const short = [...SOUND.slice(0, 3), 'B/2;FV/9;26.11.2025;10.12.2025;400,00;0;'];

  it('waits for a person, and nothing that was planned goes out meanwhile', async () => {
    const planned = await putInFlight(world, 'B/2');
    const other = await putInFlight(world, 'B/1');
    const report = await take(short);
    expect(report.queued).toEqual([{ line: 5, ref: 'B/2', faults: ['invoices-differ'] }]);
    expect(await statusOf('B/2')).toEqual({ status: 'verifying', faults: ['invoices-differ'] });
    expect(await world.count('data_queue WHERE resolved_at IS NULL')).toBe(1);
    expect(await fateOf(world, planned)).toMatchObject({ status: 'cancelled', flying: false });
    expect(await fateOf(world, other)).toMatchObject({ flying: true });
    await take(short);
    expect(await world.count('data_queue WHERE resolved_at IS NULL')).toBe(1);
  });

  it('is held as well when its own row changes the principal, until that agrees again', async () => {
    await take(SOUND);
    await principalOf2('600,00');
    expect(await statusOf('B/2')).toEqual({ status: 'verifying', faults: ['invoices-differ'] });
    await principalOf2('500,00');
    expect(await statusOf('B/2')).toEqual({ status: 'open', faults: [] });
    expect(await world.count('data_queue WHERE resolved_at IS NULL')).toBe(0);
  });

  it('is not changed by a row whose invoices could not be looked at, so that the same file again does both', async () => {
    await take(SOUND);
    await world.db.query(`
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk is full'; END $$;
      CREATE TRIGGER fails BEFORE INSERT ON data_queue FOR EACH ROW EXECUTE FUNCTION fail()`);
    await expect(principalOf2('600,00')).rejects.toThrow('the disk is full');
    await world.db.query('DROP TRIGGER fails ON data_queue; DROP FUNCTION fail');
    expect(await statusOf('B/2')).toEqual({ status: 'open', faults: [] });
    await principalOf2('600,00');
    expect(await statusOf('B/2')).toEqual({ status: 'verifying', faults: ['invoices-differ'] });
  });

  it('is open again once a file sets it right', async () => {
    await take(short);
    expect((await take(SOUND)).counts).toMatchObject({ updated: 1, queued: 0 });
    expect(await statusOf('B/2')).toEqual({ status: 'open', faults: [] });
    expect(await world.count('data_queue WHERE resolved_at IS NULL')).toBe(0);
  });
});

describe('a payment for a case with invoices', () => {
  const pay = (title: string, amount: string, ref = '', number = title) =>
    importPayments(
      world.intake,
      textFile(
        `numer_wplaty;nr_sprawy;tytul_przelewu;kwota;data_wplaty\n${number};${ref};${title};${amount};12.01.2026`,
      ),
      { creditorRef: 'prad' },
    );
  const open = async () => (await invoices()).map(({ number, paid }) => `${number} ${paid}`);

  it('pays the oldest due first', async () => {
    await take(SOUND);
    await pay('zaplata', '1200,00', 'B/1');
    expect(await open()).toEqual(['FV/1 100000', 'FV/9 0', 'FV/2 50000', 'FV/3 0']);
  });

  it('pays the invoice first that its title names, and finds the case by it', async () => {
    await take(SOUND);
    await pay('za fakture FV/3', '1600,00');
    expect(await open()).toEqual(['FV/1 10000', 'FV/9 0', 'FV/2 30000', 'FV/3 150000']);
    const [row] = await world.rows("SELECT balance_minor AS balance FROM cases WHERE ref = 'B/1'");
    expect(row).toEqual({ balance: 140_000 });
  });

  it('that came before the invoices pays them when they come', async () => {
    await pay('zaplata', '1200,00', 'B/1');
    expect((await take(SOUND)).counts.queued).toBe(0);
    expect(await open()).toEqual(['FV/1 100000', 'FV/9 0', 'FV/2 50000', 'FV/3 0']);
  });

  it('is kept when the file comes again, and not counted twice when the file knows of it by then', async () => {
    await take(SOUND);
    await pay('zaplata', '1000,00', 'B/1');
    await take(SOUND);
    await take(SOUND.map((row) => row.replace('1000,00;;', '1000,00;1000,00;')));
    expect(await open()).toEqual(['FV/1 100000', 'FV/9 0', 'FV/2 30000', 'FV/3 0']);
    expect(await statusOf('B/1')).toMatchObject({ status: 'open' });
  });
});

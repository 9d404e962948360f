import { type CaseImportReport, importCases } from '#casework';
import { CaseworkWorld, JAN, casesFile, textFile } from './casework.world.js';

let world: CaseworkWorld;
beforeAll(async () => (world = await CaseworkWorld.open()));
afterAll(() => world.close());

async function take(file: ReturnType<typeof textFile>): Promise<CaseImportReport> {
  const result = await importCases(world.intake, file, { portfolioRef: 'P1' });
  if (result.kind === 'refused') throw new Error(result.refusal.reason);
  return result.report;
}

const BASE = 'nr_sprawy;imie;nazwisko;pesel;telefon;email;kod_pocztowy;kwota;termin_platnosci';
const FACTS = 'przedawnienie;kraj;strefa;jezyk;typ;tytul;data_umowy;nip';
const row = (ref: string, amount: string, ...more: string[]) =>
  [ref, JAN, amount, '10.12.2025', ...more].join(';');

async function stored(ref: string): Promise<Record<string, unknown> | undefined> {
  const [found] = await world.rows<Record<string, unknown>>(
    `SELECT c.title, c.issued_date, c.time_barred_on, c.status, d.kind, d.country, d.language, d.zone
     FROM cases c JOIN debtors d ON d.id = c.debtor_id WHERE c.ref = $1`,
    [ref],
  );
  return found;
}

const SAID = {
  title: 'Umowa 7',
  issued_date: '2025-11-01',
  time_barred_on: '2026-12-31',
  status: 'open',
  kind: 'consumer',
  country: 'UA',
  language: 'uk',
  zone: 'Europe/Warsaw',
};
const STATED = [
  '31.12.2026',
  'UA',
  'Europe/Warsaw',
  'uk',
  'konsument',
  'Umowa 7',
  '01.11.2025',
  '5260250274',
];

describe('columns that a later file lacks', () => {
  it('change nothing of what is on record', async () => {
    await take(textFile(`${BASE};${FACTS}\n${row('K/1', '100,00', ...STATED)}`));
    expect(await stored('K/1')).toEqual(SAID);
    const report = await take(textFile(`${BASE}\n${row('K/1', '90,00')}`));
    expect(report.counts).toMatchObject({ updated: 1, queued: 0 });
    expect(await stored('K/1')).toEqual(SAID);
    expect(
      await world.rows(
        "SELECT detail -> 'changed' AS changed FROM case_events WHERE kind = 'case.changed' ORDER BY id",
      ),
    ).toEqual([{ changed: ['principalMinor'] }]);
  });

  it('leave the debtor as known when the file brings another case of theirs', async () => {
    await take(textFile(`${BASE}\n${row('K/2', '50,00')}`));
    expect(await stored('K/2')).toMatchObject({ kind: 'consumer', country: 'UA', zone: 'Europe/Warsaw' });
    expect(await stored('K/1')).toEqual(SAID);
  });

  it('are not asked for again: name, postcode and the country of a number are those on record', async () => {
    const file =
      'nr_sprawy;pesel;telefon;kwota;termin_platnosci\nK/1;80010112340;050 123 45 67;80,00;10.12.2025';
    expect((await take(textFile(file))).queued).toEqual([]);
    expect(await world.count("contact_points WHERE value = '+380501234567'")).toBe(1);
    expect((await take(textFile(file))).counts.unchanged).toBe(1);
  });

  it('leave the addresses on record in their places, and the case open', async () => {
    const points = () =>
      world.rows(
        "SELECT kind, position FROM contact_points cp JOIN cases c USING (debtor_id) WHERE c.ref = 'K/1' ORDER BY 1, 2",
      );
    const before = await points();
    const file = 'nr_sprawy;pesel;kwota;termin_platnosci\nK/1;80010112340;70,00;10.12.2025';
    expect((await take(textFile(file))).queued).toEqual([]);
    expect(await points()).toEqual(before);
    expect(before.map((each) => Object.values(each as object))).toEqual([
      ['email', 1],
      ['phone', 1],
      ['phone', 101],
    ]);
    await world.db.query("UPDATE contact_points SET opted_out = '{sms,email}'");
    expect((await take(textFile(file.replace('70', '71')))).queued).toEqual([
      { line: 2, ref: 'K/1', faults: ['no-contact-point'] },
    ]);
    await world.db.query("UPDATE contact_points SET opted_out = '{}'");
  });
});

describe('an empty cell', () => {
  it('takes back what goes without saying, but never the day on which a claim is barred', async () => {
    await take(textFile(`${BASE};${FACTS}\n${row('K/1', '80,00', ...STATED.map(() => ''))}`));
    expect(await stored('K/1')).toMatchObject({
      title: 'Energia',
      issued_date: null,
      time_barred_on: '2026-12-31',
      kind: 'consumer',
      country: 'PL',
      language: 'pl',
      zone: 'Europe/Warsaw',
    });
  });

  it('of a day that was known still leaves a barred claim with a person', async () => {
    await take(textFile(`${BASE};przedawnienie\n${row('K/3', '10,00', '12.01.2026')}`));
    const again = await take(textFile(`${BASE};przedawnienie\n${row('K/3', '9,00', '')}`));
    expect(again.queued).toEqual([{ line: 2, ref: 'K/3', faults: ['time-barred'] }]);
    expect((await take(casesFile(`K/3;${JAN};8,00;0;0;PLN;10.12.2025`))).queued).toHaveLength(1);
  });
});

describe('a column that names who looks after the account', () => {
  const owner = async () => {
    const [row] = await world.rows<{ attributes: unknown }>(
      `SELECT d.attributes FROM cases c JOIN debtors d ON d.id = c.debtor_id WHERE c.ref = 'O/1'`,
    );
    return row?.attributes;
  };

  it('is kept with the debtor, changes when it does, and not when the column is not there', async () => {
    await world.reset();
    await take(textFile(`${BASE};opiekun\n${row('O/1', '100,00', 'anna')}`));
    expect(await owner()).toEqual({ owner: 'anna' });
    const same = await take(textFile(`${BASE};account_manager\n${row('O/1', '100,00', 'anna')}`));
    expect(same.counts).toMatchObject({ unchanged: 1 });
    const changed = await take(textFile(`${BASE};owner\n${row('O/1', '100,00', 'oleh')}`));
    expect(changed.counts).toMatchObject({ updated: 1 });
    expect(await owner()).toEqual({ owner: 'oleh' });
    await take(textFile(`${BASE}\n${row('O/1', '90,00')}`));
    expect(await owner()).toEqual({ owner: 'oleh' });
  });
});

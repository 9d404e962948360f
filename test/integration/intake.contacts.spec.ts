import { importCases, wrongParty } from '#casework';
import { CaseworkWorld, textFile } from './casework.world.js';

const HEADER =
  'nr_sprawy;firma;nip;telefon;email;telefon_2;email_2;osoba_kontaktowa;rola;osoba_kontaktowa_2;rola_2;kod_pocztowy;kwota;termin_platnosci';
const ROW =
  'B/1;Młyn sp. z o.o.;5261040828;+48 451 000 011;mlyn@example.com;;szef@example.com;Anna Wzór;Księgowość;Jan Wzór;Akceptujący;00-001;3000,00;10.12.2025';

let world: CaseworkWorld;

beforeAll(async () => (world = await CaseworkWorld.open()));
afterAll(() => world.close());
beforeEach(() => world.reset());

async function take(...rows: string[]) {
  const file = textFile([HEADER, ...rows].join('\n'));
  const result = await importCases(world.intake, file, { portfolioRef: 'P1' });
  if (result.kind === 'refused') throw new Error(result.refusal.reason);
  return result.report;
}

const points = () =>
  world.rows('SELECT value, person_name AS who, role FROM contact_points ORDER BY kind, position');

describe('contact persons of a business', () => {
  it('stand behind the first and the second address of each kind, with their roles', async () => {
    expect((await take(ROW)).counts).toMatchObject({ created: 1 });
    expect(await points()).toEqual([
      { value: 'mlyn@example.com', who: 'Anna Wzór', role: 'accounting' },
      { value: 'szef@example.com', who: 'Jan Wzór', role: 'approver' },
      { value: '+48451000011', who: 'Anna Wzór', role: 'accounting' },
    ]);
    expect((await take(ROW)).counts).toMatchObject({ unchanged: 1 });
  });

  it('change with the file', async () => {
    await take(ROW);
    expect((await take(ROW.replace('Jan Wzór', 'Ewa Wzór'))).counts).toMatchObject({ updated: 1 });
    expect(await points()).toContainEqual({ value: 'szef@example.com', who: 'Ewa Wzór', role: 'approver' });
  });

  it('are refused with a role that nobody knows', async () => {
    const { counts, faults } = await take(ROW.replace('Księgowość', 'kasa'));
    expect(counts).toMatchObject({ created: 0, refused: 1 });
    expect(faults).toMatchObject([{ line: 2, column: 'rola', value: 'kasa', reason: 'is not understood' }]);
  });

  it('are forgotten with the address, whatever a later file says', async () => {
    await take(ROW);
    const [point] = await world.rows<{ id: string }>(
      "SELECT id FROM contact_points WHERE value = 'szef@example.com'",
    );
    const address = { contactPointId: point?.id ?? '' };
    await wrongParty(world.desk, { address, actor: 'test', channel: 'email' });
    await take(ROW.replace('3000,00', '3100,00'));
    expect(await points()).toContainEqual({ value: null, who: null, role: 'approver' });
  });
});

describe('a new business of several rows', () => {
  it('is as the last of them says, its addresses too', async () => {
    const second = ROW.replace('B/1;Młyn sp. z o.o.', 'B/2;Młyn S.A.').replace('Anna Wzór', 'Ola Wzór');
    expect((await take(ROW, second)).counts).toMatchObject({ created: 2 });
    expect(await world.rows('SELECT company_name AS name FROM debtors')).toEqual([{ name: 'Młyn S.A.' }]);
    expect(await points()).toEqual([
      { value: 'mlyn@example.com', who: 'Ola Wzór', role: 'accounting' },
      { value: 'szef@example.com', who: 'Jan Wzór', role: 'approver' },
      { value: '+48451000011', who: 'Ola Wzór', role: 'accounting' },
    ]);
  });
});

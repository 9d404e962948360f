import type { CaseLine, CaseView, Page, TimelineEntry } from '#contracts';
import { ConsoleWorld } from './console.world.js';

let world: ConsoleWorld;
beforeAll(async () => (world = await ConsoleWorld.open()));
afterAll(() => world.close());

const CSV = { type: 'text/csv' };
const CASE = [
  'nr_sprawy;firma;nip;email;osoba_kontaktowa;rola;kod_pocztowy;kwota;waluta;termin_platnosci',
  'V/1;Młyn sp. z o.o.;5261040828;mlyn@example.com;Anna Wzór;księgowość;00-001;1500,00;PLN;10.12.2025',
].join('\n');
const INVOICES = [
  'wierzyciel;nr_sprawy;nr_faktury;termin_platnosci;kwota;zaplacono',
  'prad;V/1;FV/2;20.12.2025;700,00;200,00',
  'prad;V/1;FV/1;10.12.2025;1000,00;',
].join('\n');

describe('invoices by the API', () => {
  it('come as a file, and are read with their case and its contact persons', async () => {
    await world.post('/api/import?portfolio=P1', CASE, CSV);
    const taken = await world.post<object>('/api/invoices?fileName=v.csv', INVOICES, {
      ...CSV,
      agent: 'anna',
    });
    expect(taken.body).toMatchObject({ counts: { rows: 2, created: 2, queued: 0, refused: 0 }, faults: [] });
    const cases = await world.get<Page<CaseLine>>('/api/cases?ref=V%2F1');
    const id = cases.body.items[0]?.id ?? '';
    const { body } = await world.get<CaseView>(`/api/cases/${id}`);
    expect(body.invoices).toMatchObject([
      { number: 'FV/1', dueDate: '2025-12-10', openMinor: 100_000, daysPastDue: 33 },
      { number: 'FV/2', dueDate: '2025-12-20', openMinor: 50_000, paidMinor: 20_000 },
    ]);
    expect(body.contactPoints).toMatchObject([{ person: 'Anna Wzór', role: 'accounting' }]);
    const timeline = await world.get<TimelineEntry[]>(`/api/cases/${id}/timeline`);
    expect(timeline.body).toContainEqual(
      expect.objectContaining({ type: 'event', kind: 'invoices.imported', detail: { invoices: 2 } }),
    );
    expect(
      await world.casework.rows("SELECT actor, action FROM audit WHERE action = 'import.invoices'"),
    ).toEqual([{ actor: 'agent:anna', action: 'import.invoices' }]);
  });

  it('are refused as a whole where nobody says whose they are', async () => {
    const file = INVOICES.split('\n')
      .map((line) => line.split(';').slice(1).join(';'))
      .join('\n');
    const refused = await world.post<{ detail: string }>('/api/invoices', file, CSV);
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain('names a creditor');
  });
});

import type { CaseLine, CaseView, DataQueueItem, OverviewView, Page } from '#contracts';
import type { Problem } from '#platform';
import { ConsoleWorld } from './console.world.js';

let world: ConsoleWorld;
beforeAll(async () => (world = await ConsoleWorld.open()));
afterAll(() => world.close());

async function caseId(ref: string): Promise<string> {
  const found = await world.get<Page<CaseLine>>(`/api/cases?ref=${encodeURIComponent(ref)}`);
  return found.body.items[0]?.id ?? '';
}

describe('files by the API', () => {
  const csv = { type: 'text/csv' };

  it('bring cases in; what fails verification waits in the data queue until a person vouches for it', async () => {
    const file = [
      'nr_sprawy;imie;nazwisko;nr_klienta;telefon;email;kod_pocztowy;kwota;waluta;termin_platnosci;data_urodzenia',
      'N/1;Ewa;Bąk;n1;+48 452 974 521;ewa@example.com;00-001;100,00;PLN;10.12.2025;01.02.1980',
      'N/2;Iwo;Bąk;n2;;;00-001;100,00;PLN;10.12.2025;01.02.1980',
      'N/3;Ida;Bąk;n3;+48 452 974 523;;00-001;1.000,00,00;PLN;10.12.2025;01.02.1980',
    ].join('\n');
    const dry = await world.post<{ counts: object }>('/api/import?portfolio=P1&dryRun=true', file, csv);
    expect(dry.body).toMatchObject({ dryRun: true, counts: { rows: 3, created: 1, queued: 1, refused: 1 } });
    expect(await world.casework.count(`cases WHERE ref LIKE 'N/%'`)).toBe(0);
    const taken = await world.post<{ faults: { line: number; column: string }[] }>(
      '/api/import?portfolio=P1&fileName=n.csv',
      file,
      { ...csv, agent: 'anna' },
    );
    expect(taken.body).toMatchObject({
      counts: { created: 1, queued: 1, refused: 1 },
      faults: [{ line: 4, column: 'kwota' }],
    });
    // What a file did is found by its run, and who brought the file by the audit.
    expect(
      await world.casework.rows(
        `SELECT a.actor, a.action FROM audit a JOIN import_runs r ON r.id::text = a.subject_id WHERE r.file_name = 'n.csv'`,
      ),
    ).toEqual([{ actor: 'agent:anna', action: 'import.cases' }]);

    const waiting = await world.get<Page<DataQueueItem>>('/api/data-queue');
    expect(waiting.body.items).toEqual([
      expect.objectContaining({
        line: 3,
        case: expect.objectContaining({ ref: 'N/2', status: 'verifying' }),
      }),
    ]);
    const item = waiting.body.items[0]?.id ?? '';
    const resolved = await world.post<{ caseOpened: boolean }>(`/api/data-queue/${item}/resolve`, undefined, {
      agent: 'oleh',
    });
    expect(resolved.body).toMatchObject({
      caseOpened: true,
      item: { resolvedBy: 'agent:oleh', case: { status: 'open' } },
    });
    expect((await world.post(`/api/data-queue/${item}/resolve`)).status).toBe(409);
    const opened = await caseId('N/2');
    expect(
      await world.casework.count(`wake_ups WHERE kind = 'case.imported' AND case_id = '${opened}'`),
    ).toBe(1);
    expect((await world.get<Page<DataQueueItem>>('/api/data-queue?resolved=true')).body.items).toHaveLength(
      1,
    );
  });

  it('are read by the names that the request maps their columns by', async () => {
    const cases = [
      'Sprawa nr;imie;nazwisko;nr_klienta;telefon;kod_pocztowy;Do oddania;Kiedy',
      'M/1;Ewa;Bąk;m1;+48 452 974 529;00-001;100,00;10.12.2025',
    ].join('\n');
    const mapped = ['ref=Sprawa nr', 'principal=Do oddania', 'due_date=Kiedy'];
    const query = mapped.map((pair) => `&map=${encodeURIComponent(pair)}`).join('');
    const taken = await world.post(`/api/import?portfolio=P1&dryRun=true${query}`, cases, csv);
    expect(taken.body).toMatchObject({ counts: { created: 1, refused: 0 } });
    const money = ['reference;case_ref;Wpłacono;paid_on', 'M-1;K/3;1,00;10.01.2026'].join('\n');
    const path = `/api/payments?creditor=prad&dryRun=true&map=${encodeURIComponent('amount=Wpłacono')}`;
    expect((await world.post(path, money, csv)).body).toMatchObject({ counts: { recorded: 1 } });
    const refused = await world.post<Problem>('/api/import?portfolio=P1&map=sum=x', cases, csv);
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toEqual([
      {
        path: 'map',
        message: expect.stringMatching(/^"sum=x" is not understood; write field=column with one of: ref, /),
      },
    ]);
    const unknown = await world.post<Problem>('/api/import?portfolio=P1&map=ref=x', cases, csv);
    expect(unknown.body.detail).toContain('the mapping of "ref" names no column "x"');
  });

  it('are refused as a whole in words when they are no such file', async () => {
    const latin = await world.post<Problem>(
      '/api/import?portfolio=P1',
      'a heap of words without a table',
      csv,
    );
    expect(latin.status).toBe(422);
    expect(latin.body.detail).toMatch(/^The file was not taken in: .+ What to do: .+/);
    expect((await world.post('/api/import?portfolio=NONE', 'a;b\n1;2', csv)).status).toBe(422);
    expect((await world.post('/api/import?portfolio=P1', { rows: [] })).status).toBe(415);
  });

  it('bring payments in, as a file or as JSON, each once', async () => {
    const file = ['numer_wplaty;nr_sprawy;kwota;waluta;data_wplaty', 'P-1;K/2;200,00;PLN;10.01.2026'].join(
      '\n',
    );
    const taken = await world.post('/api/payments?creditor=prad', file, csv);
    expect(taken.body).toMatchObject({ counts: { rows: 1, recorded: 1 } });
    const rest = {
      reference: 'P-2',
      caseRef: 'K/2',
      amountMinor: 30_000,
      currency: 'PLN',
      paidOn: '2026-01-11',
    };
    const paid = await world.post('/api/payments', { creditor: 'prad', payments: [rest] });
    expect(paid.body).toMatchObject({ recorded: 1, repeated: 0, paidOff: 1, faults: [] });
    const again = await world.post('/api/payments', { creditor: 'prad', payments: [rest] });
    expect(again.body).toMatchObject({ recorded: 0, repeated: 1 });
    const { body } = await world.get<CaseView>(`/api/cases/${await caseId('K/2')}`);
    expect(body).toMatchObject({ status: 'closed', closedReason: 'paid', balanceMinor: 0 });
    expect(body.payments.map(({ reference, source }) => [reference, source])).toEqual([
      ['P-1', 'file'],
      ['P-2', 'api'],
    ]);
    const faulty = await world.post<Problem>('/api/payments', {
      creditor: 'prad',
      payments: [{ ...rest, currency: 'XXX', caseRef: undefined }],
    });
    expect(faulty.status).toBe(400);
    expect(faulty.body.errors?.map((error) => error.path)).toContain('payments.0.currency');
    const noText = await world.post<Problem>('/api/payments', {
      creditor: 'prad',
      payments: [{ ...rest, reference: 'P\0' }],
    });
    expect(noText.status).toBe(400);
    expect(noText.body.errors?.map((error) => error.path)).toEqual(['payments.0.reference']);
    expect((await world.post('/api/payments', { creditor: 'nobody', payments: [rest] })).status).toBe(404);
  });
});

describe('the overview', () => {
  it('counts what there is, by the API and on the page', async () => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    const { body } = await world.get<OverviewView>('/api/overview');
    expect(body).toMatchObject({
      businessNow: '2026-01-12T07:00:00.000Z',
      cases: { verifying: 0, open: 4, closed: 1, paid: 1 },
      payments: [{ currency: 'PLN', amountMinor: 50_000, count: 2 }],
      dataQueue: 0,
    });
    const page = await world.get<string>('/', { key: null });
    expect(page.status).toBe(200);
    expect(page.type).toBe('text/html');
    expect(page.body).toContain('PLN in 2 payments');
    expect(page.body).toContain('The full console is not there yet');
    expect(page.body).not.toMatch(/Kowalski|K\/1|452 ?974/);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await world.get<string>('/console', { key: null })).status).toBe(200);
  });

  it('shows nobody else a figure: not through a proxy, not to a page of another site', async () => {
    const page = await world.get<string>('/', { key: null, host: 'dunlin.example.com' });
    expect(page.body).not.toContain('PLN');
    expect(page.body).toContain('with the API key');
    expect((await world.get('/api/overview', { key: null })).status).toBe(401);
  });
});

describe('a payment that nobody could place', () => {
  const payment = (reference: string, more: object = {}) => ({
    reference,
    caseRef: 'K/3',
    amountMinor: 100,
    currency: 'PLN',
    paidOn: '2026-01-11',
    ...more,
  });

  it('is given its case by a person, once, and leaves the data queue', async () => {
    const lost = payment('P-9', { caseRef: 'typo' });
    await world.post('/api/payments', { creditor: 'prad', payments: [lost] });
    const queue = () => world.get<{ items: { row: { payment: string } }[] }>('/api/data-queue');
    const [item] = (await queue()).body.items;
    const place = (body: object) => world.post(`/api/payments/${item?.row.payment}/place`, body);
    expect((await place({ ref: 'nothing' })).status).toBe(422);
    expect((await place({ ref: 'K/3' })).body).toMatchObject({ paidOff: false, fault: null });
    const { body } = await world.get<CaseView>(`/api/cases/${await caseId('K/3')}`);
    expect(body.payments.map(({ reference }) => reference)).toEqual(['P-9']);
    expect((await queue()).body.items).toEqual([]);
    expect((await place({ ref: 'K/3' })).status).toBe(409);
    expect((await world.post(`/api/payments/${await caseId('K/3')}/place`, { ref: 'K/3' })).status).toBe(404);
  });

  it('can be given another case as long as nothing of it is allocated, and not after', async () => {
    const euros = payment('P-11', { currency: 'EUR' });
    const { body } = await world.post<{ faults: { fault: string }[] }>('/api/payments', {
      creditor: 'prad',
      payments: [euros],
    });
    expect(body.faults.map(({ fault }) => fault)).toEqual(['currency-differs']);
    const [item] = (await world.get<{ items: { row: { payment: string } }[] }>('/api/data-queue')).body.items;
    const place = (ref: string) => world.post(`/api/payments/${item?.row.payment}/place`, { ref });
    expect((await place('K/1')).body).toMatchObject({ fault: 'currency-differs', unallocatedMinor: 100 });
    await world.casework.db.query("UPDATE cases SET currency = 'EUR' WHERE ref = 'K/1'");
    const both = await Promise.all([place('K/1'), place('K/1')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await place('K/3')).status).toBe(409);
    expect(await world.casework.count('data_queue WHERE resolved_at IS NULL')).toBe(0);
    expect(
      await world.casework.rows(
        "SELECT c.ref, p.unallocated_minor, p.fault FROM payments p JOIN cases c ON c.id = p.case_id WHERE reference = 'P-11'",
      ),
    ).toEqual([{ ref: 'K/1', unallocated_minor: 0, fault: null }]);
    // The case that it first came to tells where it went.
    expect(
      await world.casework.rows(
        "SELECT c.ref, e.actor, e.detail -> 'amountMinor' AS amount FROM case_events e JOIN cases c ON c.id = e.case_id WHERE e.kind = 'payment.moved'",
      ),
    ).toEqual([{ ref: 'K/3', actor: 'api:key', amount: 100 }]);
  });

  it('is refused with its place in the request where its day has not come yet', async () => {
    const ahead = payment('P-10', { paidOn: '2026-02-11' });
    const refused = await world.post<Problem>('/api/payments', { creditor: 'prad', payments: [ahead] });
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toEqual([
      { path: 'payments.0.paidOn', message: 'is a day that has not come yet' },
    ]);
  });
});

import { randomUUID } from 'node:crypto';
import type { HandOffView, Page } from '#contracts';
import type { Problem } from '#platform';
import { requestHandOffs } from '#persistence';
import { MONDAY } from './casework.world.js';
import { ConsoleWorld } from './console.world.js';
import { ASKING } from './hand-offs.world.js';

let world: ConsoleWorld;
beforeAll(async () => {
  world = await ConsoleWorld.open();
  const { db } = world.casework;
  await db.query("UPDATE agents SET lead = true WHERE ref = 'anna'");
  const campaign = ASKING.replace('name: Asking', 'name: Asking, by the API');
  const launched = await world.post('/api/campaigns?fileName=asking.yaml', campaign, {
    type: 'application/yaml',
  });
  if (launched.status >= 300) throw new Error(JSON.stringify(launched.body));
}, 120_000);
afterAll(() => world.close());

/** The case's enrolment has come to its hand-off, as the scheduler tells. */
async function asked(ref: string, to = 'law-firm', occurrence = 1): Promise<string> {
  const { db } = world.casework;
  const [row] = await world.casework.rows<
    Record<'enrolmentId' | 'caseId' | 'personId' | 'creditorId', string>
  >(
    `SELECT e.id AS "enrolmentId", c.id AS "caseId", c.person_id AS "personId", c.creditor_id AS "creditorId"
     FROM enrolments e JOIN cases c ON c.id = e.case_id WHERE c.ref = $1`,
    [ref],
  );
  if (row === undefined) throw new Error(`${ref} is not enrolled`);
  const id = randomUUID();
  const step = { stepKey: 'notice', occurrence, to, decideBy: MONDAY + 86_400_000 };
  await db.transaction((tx) => requestHandOffs(tx, MONDAY, [{ id, holdId: randomUUID(), ...row, ...step }]));
  return id;
}

const path = (id: string, act = ''): string => `/api/hand-offs/${id}${act === '' ? '' : `/${act}`}`;

describe('a hand-off by the API', () => {
  it('is listed, approved by a lead alone, exported once, and says who approved it and what was given out', async () => {
    const id = await asked('K/1');
    const waiting = await world.get<Page<HandOffView>>('/api/hand-offs');
    expect(waiting.body.items).toEqual([
      expect.objectContaining({ id, to: 'law-firm', status: 'waiting', campaign: 'asking', decidedBy: null }),
    ]);
    const timeline = await world.get<{ holds: { reason: string }[] }>(
      `/api/cases/${waiting.body.items[0]?.case.id}`,
    );
    expect(JSON.stringify(timeline.body)).toContain('hand-off-asked');

    expect((await world.post(path(id, 'approve'))).status).toBe(400);
    expect((await world.post(path(id, 'approve'), undefined, { agent: 'nobody' })).status).toBe(403);
    const refused = await world.post<Problem>(path(id, 'approve'), undefined, { agent: 'oleh' });
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('Only a lead')]);
    const approved = await world.post<HandOffView>(path(id, 'approve'), undefined, { agent: 'anna' });
    expect(approved.body).toMatchObject({
      status: 'approved',
      decidedBy: 'agent:anna',
      decidedAt: '2026-01-12T07:00:00.000Z',
      given: null,
    });
    const late = await world.post<Problem>(path(id, 'refuse'), { reason: 'too-small' }, { agent: 'anna' });
    expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('approved already')]);

    const unknown = await world.post<Problem>('/api/hand-off-exports', { to: 'nowhere' });
    expect([unknown.status, unknown.body.detail]).toEqual([
      422,
      expect.stringContaining('campaigns/hand-offs'),
    ]);
    const made = await world.post<{ batch: number; cases: number }>('/api/hand-off-exports', {
      to: 'law-firm',
    });
    expect([made.status, made.body]).toEqual([201, { batch: expect.any(Number), cases: 1 }]);
    expect((await world.post('/api/hand-off-exports', { to: 'law-firm' })).body).toEqual({
      batch: null,
      cases: 0,
    });
    for (const _time of [1, 2]) {
      const file = await world.get<string>(`/api/hand-off-exports/${made.body.batch}`);
      expect([file.status, file.type]).toEqual([200, 'text/csv']);
      expect(file.body).toContain(',1234.50,12.30,0.00,1246.80,');
      expect(file.body).toContain('Jan Kowalski');
    }
    expect((await world.get(`/api/hand-off-exports/${made.body.batch + 1}`)).status).toBe(404);
    const read = await world.get<HandOffView>(path(id));
    expect(read.body).toMatchObject({
      status: 'given',
      batch: made.body.batch,
      given: { case: 'K/1', balanceMinor: 124_680, currency: 'PLN' },
    });
    expect(JSON.stringify(read.body.given)).not.toContain('Kowalski');
  });

  it('that sends a letter is exported as a PDF with an index', async () => {
    const { db } = world.casework;
    const id = await asked('K/1', 'print-house', 2);
    await db.query("UPDATE debtors SET street = 'ul. Długa 1', postcode = '00-001', city = 'Łódź'");
    await db.query("UPDATE creditors SET address = 'ul. Krótka 2, 00-002 Łódź', bank_account = NULL");
    await world.post(path(id, 'approve'), undefined, { agent: 'anna' });
    const incomplete = await world.post<Problem>('/api/hand-off-exports', { to: 'print-house' });
    expect([incomplete.status, incomplete.body.detail]).toEqual([
      422,
      expect.stringContaining('no bank account'),
    ]);
    await db.query(
      "UPDATE creditors SET bank_account = 'PL61109010140000071219812874', phone = '+48220000000'",
    );
    const made = await world.post<{ batch: number; cases: number }>('/api/hand-off-exports', {
      to: 'print-house',
    });
    expect(made.body).toEqual({ batch: expect.any(Number), cases: 1 });
    const index = await world.get<string>(`/api/hand-off-exports/${made.body.batch}`);
    expect([index.type, index.body]).toEqual([
      'text/csv',
      expect.stringContaining('ul. Długa 1,00-001,Łódź'),
    ]);
    const letters = await world.get<string>(`/api/hand-off-exports/${made.body.batch}/letters.pdf`);
    expect([letters.status, letters.type]).toEqual([200, 'application/pdf']);
    expect((await world.get('/api/hand-off-exports/999/letters.pdf')).status).toBe(404);
  });

  it('is refused for a reason that is a code', async () => {
    const id = await asked('K/2');
    const wordy = await world.post(path(id, 'refuse'), { reason: 'Not worth it!' }, { agent: 'anna' });
    expect(wordy.status).toBe(400);
    const refused = await world.post<HandOffView>(
      path(id, 'refuse'),
      { reason: 'too-small' },
      { agent: 'anna' },
    );
    expect(refused.body).toMatchObject({ status: 'refused', decidedBy: 'agent:anna', reason: 'too-small' });
    const listed = await world.get<Page<HandOffView>>('/api/hand-offs?status=refused&ref=K/2');
    expect(listed.body.items.map((each) => each.id)).toEqual([id]);
    expect((await world.get(path(randomUUID()))).status).toBe(404);
  });
});

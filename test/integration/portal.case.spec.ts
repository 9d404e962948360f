import { expectSafe } from './portal.expectations.js';
import { PortalWorld } from './portal.world.js';

let world: PortalWorld;
beforeAll(async () => {
  world = await PortalWorld.start();
});
afterAll(() => world.stop());

describe('the case page', () => {
  it('tells who wants how much, why, since when, what was done, and fits a slow phone', async () => {
    const seeded = await world.seed();
    await world.rows(
      `INSERT INTO payments (id, creditor_id, reference, case_id, amount_minor, currency, paid_on, source, received_at)
       SELECT gen_random_uuid(), creditor_id, 'p-' || id, id, 20000, 'PLN', '2026-11-15', 'api', now() FROM cases WHERE id = $1`,
      [seeded.caseId],
    );
    await world.rows('UPDATE cases SET paid_principal_minor = 20000 WHERE id = $1', [seeded.caseId]);
    const page = await world.visitor().enter(seeded);
    expectSafe(page);
    const words = page.body.replaceAll('\u00a0', ' ');
    for (const said of [
      'Energia Przykład S.A.',
      'Faktura FV/10/2026 za energię elektryczną',
      '1 046,80 zł',
      'Termin płatności: 11 listopada 2026',
      'minął 12 dni temu',
      'Należność główna',
      '1 234,50 zł',
      'Odsetki',
      '12,30 zł',
      'Wpłata z 15 listopada 2026',
      '−200,00 zł',
      'Dotychczasowe wiadomości i połączenia: 1',
      'Sąd Rejonowy',
    ]) {
      expect(words).toContain(said);
    }
    for (const action of ['pay', 'talk', 'stop', 'wrong-person', 'dispute', 'leave'])
      expect(words).toContain(`data-action="${action}"`);
    expect(Buffer.byteLength(page.body)).toBeLessThan(30_000);
  });

  it('says kindly that everything is paid, and offers nothing to pay', async () => {
    const seeded = await world.seed();
    await world.rows(
      `UPDATE cases SET status = 'closed', closed_reason = 'paid', paid_principal_minor = principal_minor, paid_interest_minor = interest_minor WHERE id = $1`,
      [seeded.caseId],
    );
    const page = await world.visitor().enter(seeded);
    expect(page.body).toContain('Wszystko zapłacone');
    expect(page.body).not.toContain('data-action="pay"');
  });

  it.each(['deceased', 'represented', 'insolvent'])(
    'says nothing of the debt when the debtor is %s',
    async (stop) => {
      const seeded = await world.seed();
      await world.rows('UPDATE persons SET stops = ARRAY[$2] WHERE id = $1', [seeded.personId, stop]);
      const page = await world.visitor().enter(seeded);
      expect(page.body.replaceAll('\u00a0', ' ')).toContain('Tą sprawą zajmuje się pracownik');
      expect(page.body).not.toMatch(/1.?246|Faktura|data-action="pay"/);
      expect(page.body).toContain('data-action="talk"');
    },
  );

  it('does not demand a debt that may be time-barred', async () => {
    const seeded = await world.seed();
    await world.rows(`UPDATE cases SET time_barred_on = '2026-11-23' WHERE id = $1`, [seeded.caseId]);
    expect((await world.visitor().enter(seeded)).body).not.toContain('data-action="pay"');
  });
});

describe('a form', () => {
  it('that we did not serve, or that another site sends, changes nothing', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const page = await visitor.enter(seeded);
    await world.rows(`UPDATE portal_sessions SET expires_at = now() + interval '29 minutes'`);
    const before = await world.fingerprint(['portal_sessions']);
    const fields = { amount: 'full', message: 'x', reason: 'x' };
    for (const action of ['pay', 'talk', 'dispute', 'stop', 'wrong-person', 'leave']) {
      expect((await visitor.submit(page, action, { ...fields, csrf: 'forged' })).status).toBe(403);
    }
    visitor.headers['sec-fetch-site'] = 'cross-site';
    for (const action of ['pay', 'talk', 'dispute', 'stop', 'wrong-person', 'leave']) {
      expect((await visitor.submit(page, action, fields)).status).toBe(403);
    }
    expect((await visitor.send('POST', `/p/${seeded.token}/help`)).status).toBe(403);
    expect(await world.fingerprint(['portal_sessions'])).toBe(before);
  });

  it('that fails shows neither code nor data', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    await visitor.enter(seeded);
    await world.rows('ALTER TABLE escalations RENAME TO escalations_away');
    const broken = await visitor.get(`/p/${seeded.token}/case`);
    await world.rows('ALTER TABLE escalations_away RENAME TO escalations');
    expect(broken.status).toBe(500);
    expect(broken.body).toContain('Coś poszło nie tak');
    expect(broken.body).not.toMatch(/escalations|relation|at .*\.[jt]s|Energia/);
    expectSafe(broken);
  });
});

describe('a link about several cases', () => {
  /** Another case, of the same debtor and creditor unless told otherwise, that the seeded message is about. */
  async function beside(seeded: { caseId: string; messageId: string }, ref: string, status = 'open') {
    await world.rows(
      `INSERT INTO cases (id, shard, person_id, debtor_id, portfolio_id, creditor_id, ref, title, currency, principal_minor,
         due_date, status, created_at)
       SELECT gen_random_uuid(), shard, person_id, debtor_id, portfolio_id, creditor_id, $2, 'Faktura ' || $2, 'PLN', 20000,
         '2026-11-13', $3, created_at FROM cases WHERE id = $1`,
      [seeded.caseId, ref, status],
    );
    await world.rows(
      'UPDATE messages SET case_ids = case_ids || (SELECT id FROM cases WHERE ref = $2) WHERE id = $1',
      [seeded.messageId, ref],
    );
  }

  it('lets who has shown who they are open each of them, and no other', async () => {
    const seeded = await world.seed();
    await beside(seeded, 'B/2');
    await beside(seeded, 'B/3', 'verifying');
    const stranger = await world.seed();
    const visitor = world.visitor();
    const page = await visitor.enter(seeded);
    expectSafe(page);
    const words = page.body.replaceAll('\u00a0', ' ');
    expect(words).toContain('Faktura B/2');
    expect(words).toContain('200,00 zł');
    expect(words).not.toContain('B/3');
    const chosen = await visitor.submit(page, 'choose');
    expect(chosen.status).toBe(303);
    const other = await visitor.get(chosen.location);
    expect(other.body).toContain('Faktura B/2');
    expect(other.body).toContain('data-balance-minor="20000"');
    expect(other.body).toContain(`Otwórz sprawę ${seeded.ref}`);
    const denied = await visitor.submit(other, 'choose', { caseRef: stranger.ref });
    expect((await visitor.get(denied.location)).body).toContain('data-balance-minor="20000"');
  });

  it('takes no choice without the form of its own session', async () => {
    const seeded = await world.seed();
    await beside(seeded, 'B/4');
    const visitor = world.visitor();
    await visitor.enter(seeded);
    const forged = await visitor.send(
      'POST',
      `/p/${seeded.token}/choose`,
      { 'content-type': 'application/x-www-form-urlencoded' },
      'caseRef=B%2F4',
    );
    expect(forged.status).toBe(403);
    const [session] = await world.rows<{ case_id: string }>(
      'SELECT case_id FROM portal_sessions WHERE message_id = $1',
      [seeded.messageId],
    );
    expect(session?.case_id).toBe(seeded.caseId);
  });

  it('is answered for all of them by who shows who they are', async () => {
    const seeded = await world.seed();
    await beside(seeded, 'B/5');
    await world.visitor().enter(seeded);
    const woken = await world.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM wake_ups w JOIN messages m ON w.case_id = ANY(m.case_ids)
       WHERE m.id = $1 AND w.kind = 'response'`,
      [seeded.messageId],
    );
    expect(woken).toEqual([{ n: 2 }]);
  });

  it('says nothing of the others when nothing may be said of the debt', async () => {
    const seeded = await world.seed();
    await beside(seeded, 'B/6');
    await world.rows(`UPDATE persons SET stops = '{deceased}' WHERE id = $1`, [seeded.personId]);
    expect((await world.visitor().enter(seeded)).body).not.toContain('B/6');
  });
});

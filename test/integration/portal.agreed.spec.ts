import { PortalWorld } from './portal.world.js';

let world: PortalWorld;
beforeAll(async () => {
  world = await PortalWorld.start();
});
afterAll(() => world.stop());

/** A promise or a plan that stands, with its hold. */
async function hold(caseId: string, reason: 'promise' | 'plan'): Promise<void> {
  await world.rows(
    `WITH c AS (SELECT id, person_id, creditor_id, currency FROM cases WHERE id = $1), h AS (
       INSERT INTO holds (id, person_id, case_id, reason, placed_by, placed_at)
       SELECT uuidv7(), person_id, id, $2, 'test', now() FROM c RETURNING id
     ), p AS (
       INSERT INTO promises (id, case_id, person_id, creditor_id, amount_minor, currency, promised_for, deadline, source,
         terms, paid_before_minor, hold_id, made_at, settle_at)
       SELECT uuidv7(), c.id, person_id, creditor_id, 12000, currency, '2026-12-12', '2026-12-15', 'portal', '{}', 0, h.id,
         now(), now() FROM c, h WHERE $2 = 'promise'
     ), l AS (
       INSERT INTO plans (id, case_id, person_id, creditor_id, currency, total_minor, terms, paid_before_minor, hold_id,
         agreed_at)
       SELECT uuidv7(), c.id, person_id, creditor_id, currency, 30000, '{}', 0, h.id, now() FROM c, h WHERE $2 = 'plan'
       RETURNING id
     )
     INSERT INTO plan_instalments (plan_id, number, due_on, amount_minor)
     SELECT l.id, n, '2026-12-01'::date + (n - 1) * 31, 10000 FROM l, generate_series(1, 3) AS n`,
    [caseId, reason],
  );
}

describe('the case page while something agreed stands', () => {
  it('says what was promised, what comes next, and presses nobody', async () => {
    const seeded = await world.seed();
    await hold(seeded.caseId, 'promise');
    const page = await world.visitor().enter(seeded);
    const words = page.body.replaceAll('\u00a0', ' ');
    expect(words).toContain('Zapowiedziana przez Ciebie wpłata: 120,00 zł do 12 grudnia 2026.');
    expect(words).toContain('wyślemy najwyżej jedno przypomnienie');
    expect(words).toContain('data-action="pay"');
    expect(words).not.toMatch(/minął|Na tym etapie wysyłamy przypomnienia/);
  });

  it('says which instalment is next, and what is left of it', async () => {
    const seeded = await world.seed();
    await hold(seeded.caseId, 'plan');
    await world.rows('UPDATE cases SET paid_principal_minor = 14000 WHERE id = $1', [seeded.caseId]);
    const page = await world.visitor().enter(seeded);
    const words = page.body.replaceAll('\u00a0', ' ');
    expect(words).toContain('Najbliższa rata (2 z 3): 60,00 zł do 1 stycznia 2027.');
    expect(words).not.toMatch(/minął/);
  });

  it('says so in each language', async () => {
    const seeded = await world.seed();
    await hold(seeded.caseId, 'promise');
    const visitor = world.visitor();
    await visitor.enter(seeded);
    const page = async (language: string) =>
      (await visitor.get(`/p/${seeded.token}/case?lang=${language}`)).body.replaceAll('\u00a0', ' ');
    expect(await page('en')).toContain('You said that you would pay PLN 120.00 by 12 December 2026.');
    expect(await page('uk')).toContain('Ви сказали, що до 12 грудня 2026 р. сплатите 120,00 zł.');
  });
});

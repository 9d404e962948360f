import { importCases } from '#casework';
import { CaseworkWorld, EWA, JAN, casesFile } from './casework.world.js';

let world: CaseworkWorld;
beforeAll(async () => (world = await CaseworkWorld.open()));
afterAll(() => world.close());

const DEBT = '1 000,00;10,00;40,00;PLN;10.12.2025';

/** Copies that differ from their original, or have none (decision 0017). */
const STRAYS = `
  SELECT 'case' AS of, c.id FROM cases c LEFT JOIN debtors d ON d.id = c.debtor_id
  WHERE (c.person_id, c.creditor_id, c.debtor_kind, c.debtor_language, c.debtor_zone)
    IS DISTINCT FROM (d.person_id, d.creditor_id, d.kind, d.language, d.zone)
  UNION ALL SELECT 'case of another creditor', c.id FROM cases c JOIN portfolios p ON p.id = c.portfolio_id
  WHERE c.creditor_id <> p.creditor_id
  UNION ALL SELECT 'shard', c.id FROM cases c JOIN persons p ON p.id = c.person_id WHERE c.shard <> p.shard
  UNION ALL SELECT 'contact point', cp.id FROM contact_points cp LEFT JOIN debtors d ON d.id = cp.debtor_id
  WHERE cp.person_id IS DISTINCT FROM d.person_id`;

describe('what cases and contact points copy from their debtor', () => {
  it('is what the debtor says, for new ones, changed ones and persons whom several creditors know', async () => {
    const files: [string, ...string[]][] = [
      ['P1', `A/1;${JAN};${DEBT}`, `A/2;${JAN};${DEBT}`, `A/3;${EWA};${DEBT}`],
      ['S1', `B/1;${EWA};${DEBT}`, `B/2;${JAN};${DEBT}`],
      // In another order, with a second number: known persons and debtors, new and changed cases.
      ['P1', `A/3;${EWA};2 000,00;0;0;PLN;10.12.2025`, `A/4;${JAN.replace('001;jan@', '009;jan@')};${DEBT}`],
      ['S1', `B/1;${JAN};${DEBT}`, `B/3;${EWA};${DEBT}`],
    ];
    for (const [portfolioRef, ...rows] of files)
      expect(await importCases(world.intake, casesFile(...rows), { portfolioRef })).toMatchObject({
        kind: 'imported',
        report: { counts: { refused: 0 } },
      });
    expect(await world.count('cases')).toBe(7);
    expect(await world.count('debtors')).toBe(4);
    expect(await world.rows(STRAYS)).toEqual([]);
  });

  it('follows when the debtor is said to be another kind, or to want another language or zone', async () => {
    for (const change of [`kind = 'business'`, `language = 'uk'`, `zone = 'Europe/Kyiv'`, 'zone = NULL']) {
      await world.db.query(`UPDATE debtors SET ${change}`);
      expect(await world.rows(STRAYS)).toEqual([]);
    }
    expect(await world.rows('SELECT DISTINCT debtor_kind, debtor_language, debtor_zone FROM cases')).toEqual([
      { debtor_kind: 'business', debtor_language: 'uk', debtor_zone: null },
    ]);
  });

  it('is what the debtor says, not what is said of it where a case is stored', async () => {
    await world.db.query(`UPDATE debtors SET zone = 'Europe/Kyiv'`);
    await world.db.query(
      `INSERT INTO cases (id, shard, person_id, debtor_id, portfolio_id, creditor_id, ref, title, currency,
         principal_minor, due_date, created_at, debtor_kind, debtor_language)
       SELECT gen_random_uuid(), shard, person_id, debtor_id, portfolio_id, creditor_id, 'Y', 'y', 'PLN', 1,
         '2026-01-01', now(), 'consumer', 'en' FROM cases LIMIT 1`,
    );
    expect(await world.rows(STRAYS)).toEqual([]);
  });

  /** What Postgres says to a change. */
  async function refusalOf(change: string): Promise<string> {
    try {
      await world.db.query(change);
    } catch (error) {
      expect(error).toMatchObject({ code: '23503' });
      return (error as Error).message;
    }
    return 'nothing';
  }

  const NEW_DEBTOR = `INSERT INTO debtors (id, person_id, creditor_id, kind, country, language)`;
  const NEW_POINT = `INSERT INTO contact_points (id, debtor_id, person_id, kind, value_hash)`;
  const NEW_CASE = `INSERT INTO cases (id, shard, person_id, debtor_id, portfolio_id, creditor_id, ref, title, currency,
    principal_minor, due_date, created_at)`;
  const CASE = `'X', 'x', 'PLN', 1, '2026-01-01', now()`;
  const STRANGER = 'gen_random_uuid()';

  it.each([
    [
      'debtors',
      'nobody',
      `${NEW_DEBTOR} SELECT ${STRANGER}, ${STRANGER}, creditor_id, kind, 'PL', 'pl' FROM debtors`,
    ],
    [
      'debtors',
      'no creditor',
      `${NEW_DEBTOR} SELECT ${STRANGER}, person_id, ${STRANGER}, kind, 'PL', 'pl' FROM debtors`,
    ],
    [
      'contact_points',
      'no debtor',
      `${NEW_POINT} SELECT ${STRANGER}, ${STRANGER}, person_id, 'phone', '\\x01' FROM debtors`,
    ],
    [
      'contact_points',
      'another person than the debtor',
      `${NEW_POINT} SELECT ${STRANGER}, d.id, p.id, 'phone', '\\x01' FROM debtors d, persons p WHERE p.id <> d.person_id`,
    ],
    [
      'cases',
      'no debtor',
      `${NEW_CASE} SELECT ${STRANGER}, shard, person_id, ${STRANGER}, portfolio_id, creditor_id, ${CASE} FROM cases LIMIT 1`,
    ],
    [
      'cases',
      'another person than the debtor',
      `${NEW_CASE} SELECT ${STRANGER}, c.shard, p.id, debtor_id, portfolio_id, creditor_id, ${CASE} FROM cases c, persons p
       WHERE p.id <> c.person_id LIMIT 1`,
    ],
    [
      'cases',
      "another creditor's portfolio",
      `${NEW_CASE} SELECT ${STRANGER}, shard, person_id, debtor_id, f.id, c.creditor_id, ${CASE} FROM cases c, portfolios f
       WHERE f.creditor_id <> c.creditor_id LIMIT 1`,
    ],
    [
      'cases',
      'no portfolio',
      `${NEW_CASE} SELECT ${STRANGER}, shard, person_id, debtor_id, ${STRANGER}, creditor_id, ${CASE} FROM cases LIMIT 1`,
    ],
    [
      'cases',
      'another creditor than the debtor',
      `${NEW_CASE} SELECT ${STRANGER}, c.shard, person_id, debtor_id, f.id, f.creditor_id, ${CASE} FROM cases c, portfolios f
       WHERE f.creditor_id <> c.creditor_id LIMIT 1`,
    ],
  ])('keeps new rows of %s out that belong to %s', async (table, _, change) => {
    expect(await refusalOf(change)).toBe(
      `a new row of ${table} refers to one that is missing or is another's`,
    );
  });

  it('never changes, and what it was copied from is never deleted', async () => {
    for (const [table, column] of [
      ['debtors', 'person_id'],
      ['debtors', 'creditor_id'],
      ['contact_points', 'debtor_id'],
      ['contact_points', 'person_id'],
      ['cases', 'person_id'],
      ['cases', 'debtor_id'],
      ['cases', 'creditor_id'],
    ])
      expect(await refusalOf(`UPDATE ${table} SET ${column} = gen_random_uuid()`)).toBe(
        `whose a row of ${table} is never changes`,
      );
    for (const table of ['persons', 'debtors', 'portfolios', 'creditors'])
      expect(await refusalOf(`DELETE FROM ${table}`)).toBe(`rows of ${table} are never deleted`);
  });

  it('lets a case move to another portfolio of its creditor, and of no other', async () => {
    const move = (which: string): string =>
      `UPDATE cases c SET portfolio_id = (SELECT id FROM portfolios f WHERE ${which} LIMIT 1)`;
    expect(await refusalOf(move('f.creditor_id <> c.creditor_id'))).toBe(
      'a case cannot move to a portfolio that its creditor has not',
    );
    expect(await refusalOf(move('f.creditor_id = c.creditor_id'))).toBe('nothing');
  });
});

import { importCases } from '#casework';
import { CaseworkWorld, EWA, JAN, casesFile } from './casework.world.js';

let world: CaseworkWorld;
beforeAll(async () => (world = await CaseworkWorld.open()));
afterAll(() => world.close());

const DEBT = '1 000,00;10,00;40,00;PLN;10.12.2025';

/** Copies that differ from their original, or have none: no foreign key would refuse them (decision 0017). */
const STRAYS = `
  SELECT 'case' AS of, c.id FROM cases c LEFT JOIN debtors d ON d.id = c.debtor_id
  WHERE (c.person_id, c.creditor_id) IS DISTINCT FROM (d.person_id, d.creditor_id)
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

  it('would be seen to differ', async () => {
    await world.db
      .query(`UPDATE contact_points SET person_id = gen_random_uuid() WHERE id = (SELECT min(id::text)::uuid
      FROM contact_points)`);
    await world.db.query(`UPDATE cases SET person_id = gen_random_uuid() WHERE ref = 'A/1'`);
    const strays = await world.rows<{ of: string }>(STRAYS);
    expect(strays.map(({ of }) => of).sort()).toEqual(['case', 'contact point']);
  });
});

import { importCases, wrongParty } from '#casework';
import { PgDecisionBook, PgSealStore } from '#persistence';
import { contactHash } from '#domain';
import { casesFile, CaseworkWorld, EWA, JAN } from './casework.world.js';
import { decidedMessage, FACTS } from './decided-message.js';

const SECRET = 'a secret of the tests';
let world: CaseworkWorld;
let seals: PgSealStore;
let message: string;

beforeAll(async () => {
  world = await CaseworkWorld.open();
  await importCases(
    world.intake,
    casesFile(`K/1;${JAN};500,00;0;0;PLN;10.12.2025`, `K/2;${EWA};500,00;0;0;PLN;10.12.2025`),
    { portfolioRef: 'P1' },
  );
  message = await decidedMessage(world, [FACTS, { ...FACTS, optedOut: true }]);
  await decidedMessage(world, [FACTS], { caseRef: 'K/2' });
  await world.db.query(`UPDATE decisions SET recorded_at = recorded_at - interval '5 minutes'`);
  seals = new PgSealStore(world.db, SECRET);
  while (await seals.sealDue());
});
afterAll(() => world.close());

const verified = () => seals.verify();

describe('after a person was erased', () => {
  it('an address that the product forgets leaves every seal and replay as they were', async () => {
    expect(await verified()).toMatchObject({ decisions: 3, firstBreak: null });
    const before = await new PgDecisionBook(world.db).explain(message);
    const address = { valueHash: contactHash('+48451000001', world.intake.contactKey) };
    const forgotten = await wrongParty(world.desk, { address, actor: 'test', channel: 'sms' });
    expect(forgotten.kind).toBe('ok');
    expect(await world.count(`contact_points WHERE value = '+48451000001'`)).toBe(0);
    expect(await verified()).toMatchObject({ decisions: 3, firstBreak: null });
    const after = await new PgDecisionBook(world.db).explain(message);
    expect(after?.decisions).toEqual(before?.decisions);
    expect(after?.decisions.map(({ replay }) => replay.result)).toEqual(['same', 'same']);
  });

  it('even every row of the person can go: decisions name nobody, and their seals hold', async () => {
    const [jan] = await world.rows<{ id: string }>(`SELECT person_id AS id FROM cases WHERE ref = 'K/1'`);
    const personal = (await world.rows<{ row: string }>('SELECT d::text AS row FROM decisions d'))
      .map(({ row }) => row)
      .join();
    expect(personal).not.toMatch(/Jan|Nowak|80010112340|451000001|jan@example/);
    expect(personal).not.toContain(jan?.id);
    await world.db.transaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      for (const table of ['messages', 'cases', 'contact_points', 'debtors']) {
        const owner =
          table === 'contact_points'
            ? 'debtor_id IN (SELECT id FROM debtors WHERE person_id = $1)'
            : 'person_id = $1';
        await tx.query(`DELETE FROM ${table} WHERE ${owner}`, [jan?.id]);
      }
      await tx.query('DELETE FROM persons WHERE id = $1', [jan?.id]);
    });
    expect(await world.count('persons')).toBe(1);
    expect(await verified()).toMatchObject({ decisions: 3, firstBreak: null });
    await world.db.query('DELETE FROM decisions WHERE message_id = $1', [message]);
    expect((await verified()).firstBreak).toMatchObject({ fault: 'decisions-changed' });
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { importCases } from '#casework';
import { personKey } from '#domain';
import { CaseworkWorld, JAN, casesFile } from './casework.world.js';

let world: CaseworkWorld;
beforeAll(async () => (world = await CaseworkWorld.open()));
afterAll(() => world.close());

describe('an import', () => {
  it('that meets a person whom another is just storing waits for it, and takes that person as known', async () => {
    const pesel = /\d{11}/.exec(JAN)?.[0] ?? '';
    const hash = personKey({ kind: 'pesel', pesel }, world.intake.personKey);
    let importing: ReturnType<typeof importCases> | undefined;
    const [id] = await world.db.transaction(async (tx) => {
      const stored = await tx.query<{ id: string }>(
        `INSERT INTO persons (id, shard, kind, key_hash) VALUES (gen_random_uuid(), 7, 'natural', $1) RETURNING id`,
        [hash],
      );
      const file = casesFile(`A/1;${JAN};1 000,00;10,00;40,00;PLN;10.12.2025`);
      importing = importCases(world.intake, file, { portfolioRef: 'P1' });
      importing.catch(() => undefined);
      const waiting = `pg_stat_activity WHERE wait_event = 'transactionid' AND query LIKE 'COPY persons%'
        AND datname = current_database()`;
      while ((await world.count(waiting)) === 0) await sleep(10);
      return stored.rows.map((row) => row.id);
    });
    expect(await importing).toMatchObject({ report: { counts: { created: 1 } } });
    expect(await world.rows('SELECT person_id, shard FROM cases')).toEqual([{ person_id: id, shard: 7 }]);
    expect(await world.count('persons')).toBe(1);
  });
});

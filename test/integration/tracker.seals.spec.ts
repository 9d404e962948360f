import { v7 as uuidv7 } from 'uuid';
import { PgSealStore } from '#persistence';
import { TrackerWorld } from './tracker.world.js';

const SECRET = 'a secret of the installation';
let world: TrackerWorld;
let seals: PgSealStore;
beforeEach(async () => {
  world = await TrackerWorld.create();
  seals = new PgSealStore(world.db, SECRET);
});
afterEach(() => world.drop());

/** Decisions of two creditors, one in each of the named seconds ago. */
async function decide(...secondsAgo: number[]): Promise<void> {
  for (const ago of secondsAgo) {
    for (const creditor of [world.creditorId, OTHER]) {
      await world.db.query(
        `INSERT INTO decisions (id, message_id, leg_no, creditor_id, outcome, rule, record, recorded_at)
         VALUES ($1, $1, 1, $2, 'allow', 'hours', $3, clock_timestamp() - make_interval(secs => $4))`,
        [uuidv7(), creditor, `{"facts": {"at": ${ago}},  "outcome":"allow"}`, ago],
      );
    }
  }
}

const OTHER = '0190b0b0-0000-7000-8000-00000000000f';

async function sealAll(): Promise<void> {
  while (await seals.sealDue());
}

const count = async (table: string): Promise<number> =>
  (await world.db.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n ?? 0;

describe('seals', () => {
  it('cover every second that can get no more decisions, each creditor in a chain of its own', async () => {
    await decide(300, 120, 120, 100, 40);
    await sealAll();
    expect(await count('seals')).toBe(8);
    expect(await seals.verify()).toMatchObject({ seals: 8, decisions: 10, firstBreak: null });
    // As when nobody sealed for a while: the chains go on where they stopped.
    await world.db.query(`UPDATE seal_progress SET sealed_to = clock_timestamp() - interval '30 s'`);
    await decide(20);
    await sealAll();
    expect(await seals.verify()).toMatchObject({ seals: 10, decisions: 12, firstBreak: null });
  });

  it('whose end was cut off are found missing by whoever noted the newest of them', async () => {
    await decide(300, 200, 100);
    await sealAll();
    const { heads } = await seals.verify();
    expect(heads.map((head) => head.creditorId).sort()).toEqual([world.creditorId, OTHER].sort());
    expect((await seals.verify(heads)).firstBreak).toBeNull();

    for (const [table, column] of [['decisions', 'recorded_at'] as const, ['seals', 'second'] as const]) {
      await world.db.query(`DELETE FROM ${table} WHERE ${column} > clock_timestamp() - interval '150 s'`);
    }
    expect((await seals.verify()).firstBreak).toBeNull();
    expect((await seals.verify(heads)).firstBreak).toMatchObject({
      second: heads[0]?.second,
      fault: 'anchored-seal-missing',
    });
  });

  it('find a decision that was slipped into the past', async () => {
    await decide(100);
    await sealAll();
    await decide(50);
    expect((await seals.verify()).firstBreak).toMatchObject({ fault: 'seal-missing' });
  });

  it.each([
    ['nobody has sealed anything', ''],
    ['what is noted of how far sealing got is gone', 'DELETE FROM seal_progress'],
    ['it was set back', `UPDATE seal_progress SET sealed_to = clock_timestamp() - interval '1 day'`],
    ['it was set ahead', `UPDATE seal_progress SET sealed_to = clock_timestamp() + interval '1 day'`],
  ])('are missed where %s', async (_what, sabotage) => {
    if (sabotage !== '') {
      await decide(300);
      await sealAll();
      await world.db.query(sabotage);
    }
    await decide(200);
    expect((await seals.verify()).firstBreak).toMatchObject({ fault: 'seal-missing' });
  });

  it('leave out a second in which a transaction may still be open', async () => {
    await decide(5);
    await sealAll();
    expect(await count('seals')).toBe(0);
    expect(await seals.verify()).toMatchObject({ firstBreak: null });
  });

  it('are made by one process at a time', async () => {
    await decide(300, 200, 100);
    const others = [seals, new PgSealStore(world.db, SECRET), new PgSealStore(world.db, SECRET)];
    for (let i = 0; i < 6; i += 1) await Promise.all(others.map((each) => each.sealDue()));
    expect(await seals.verify()).toMatchObject({ seals: 6, decisions: 6, firstBreak: null });
  });

  it.each([
    [
      'a decision that was changed',
      `UPDATE decisions SET record = '{"outcome":"defer"}'`,
      'decisions-changed',
    ],
    [
      'white space that was changed',
      `UPDATE decisions SET record = '{"facts": {"at": 300}, "outcome":"allow"}'`,
      'decisions-changed',
    ],
    ['an outcome that reads otherwise', `UPDATE decisions SET outcome = 'refuse'`, 'decisions-changed'],
    ['a rule that reads otherwise', `UPDATE decisions SET rule = 'opt-out'`, 'decisions-changed'],
    ['a decision that was removed', 'DELETE FROM decisions', 'decisions-changed'],
    ['an end that reads otherwise', 'UPDATE decisions SET until = recorded_at', 'decisions-changed'],
    [
      'a decision that was given to another creditor',
      `UPDATE decisions SET creditor_id = '${OTHER}'`,
      'decisions-changed',
    ],
    ['a seal that was changed', `UPDATE seals SET root = sha256('x')`, 'seal-changed'],
    ['a seal that was removed', 'DELETE FROM seals', 'seal-missing'],
  ])('find %s', async (_what, sabotage, fault) => {
    await decide(300, 200, 100);
    await sealAll();
    const where = sabotage.includes('seals') ? 'second' : 'recorded_at';
    await world.db.query(
      `${sabotage} WHERE creditor_id = $1 AND ${where} < clock_timestamp() - interval '250 s'`,
      [world.creditorId],
    );
    const { firstBreak } = await seals.verify();
    expect(firstBreak).toMatchObject({ fault });
  });

  it('cannot be made anew by someone who does not know the secret', async () => {
    await decide(300, 200, 100);
    await new PgSealStore(world.db, 'a secret of somebody else').sealDue();
    await sealAll();
    expect((await seals.verify()).firstBreak).toMatchObject({ fault: 'seal-changed' });
  });

  it('find a second that was removed whole, decisions and seal', async () => {
    await decide(300, 200, 100);
    await sealAll();
    const old = `creditor_id = $1 AND`;
    await world.db.query(
      `DELETE FROM decisions WHERE ${old} recorded_at < clock_timestamp() - interval '250 s'`,
      [world.creditorId],
    );
    await world.db.query(`DELETE FROM seals WHERE ${old} second < clock_timestamp() - interval '250 s'`, [
      world.creditorId,
    ]);
    expect((await seals.verify()).firstBreak).toMatchObject({
      creditorId: world.creditorId,
      fault: 'chain-broken',
    });
  });
});

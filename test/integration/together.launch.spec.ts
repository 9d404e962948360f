import { enrolCases } from '#casework';
import { PgCampaignStore } from '#persistence';
import { SendingWorld } from './sending.world.js';
import { ONE_FOR_ALL } from './together.campaign.js';

/** A second of business time and a little after ten in the morning of Monday, 12 January 2026, when it begins. */
const A_MOMENT_LATER = '2026-01-12T09:00:02Z';

let world: SendingWorld;

async function rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await world.db.query(sql, values)).rows as T[];
}

/** Another case of the debtor, which is in no campaign yet. */
async function another(ref: string, dueDate: string): Promise<void> {
  await rows(
    `INSERT INTO cases (id, shard, person_id, debtor_id, portfolio_id, creditor_id, ref, title, currency, principal_minor,
       due_date, stage, created_at, debtor_kind, debtor_language)
     SELECT uuidv7(), shard, person_id, debtor_id, portfolio_id, creditor_id, $1, 'Faktura ' || $1, currency, 20000, $2, 'early',
       now(), debtor_kind, debtor_language FROM cases WHERE ref = 'C/1'`,
    [ref, dueDate],
  );
}

/** Takes these cases in, as a page of a launch does. */
async function enrol(...refs: string[]): Promise<number> {
  const store = new PgCampaignStore(world.db);
  const [campaign] = await store.live();
  if (campaign === undefined) throw new Error('no campaign is live');
  const found = await rows<{ id: string }>('SELECT id FROM cases WHERE ref = ANY($1)', [refs]);
  return enrolCases(
    store,
    campaign,
    world.clock.at,
    found.map(({ id }) => id),
  );
}

/** What was planned: which message covers which cases. */
const covers = async (): Promise<string[]> =>
  (
    await rows<{ told: string }>(
      `SELECT string_agg(c.ref, ' ' ORDER BY c.ref) AS told FROM messages m JOIN cases c ON c.id = ANY(m.case_ids)
       GROUP BY m.id ORDER BY m.id`,
    )
  ).map(({ told }) => told);

async function advance(perShard?: number): Promise<void> {
  while ((await world.advancer.advanceDue(perShard)) > 0);
}

beforeEach(async () => {
  world = await SendingWorld.open(1, ONE_FOR_ALL);
  await rows('DELETE FROM enrolments');
  await rows("UPDATE cases SET ref = 'C/1', due_date = '2026-01-09'");
  await rows(
    'UPDATE campaigns k SET live_version_id = v.id FROM campaign_versions v WHERE v.campaign_id = k.id',
  );
}, 120_000);
afterEach(() => world.close());

describe('a launch that finds several cases of a debtor', () => {
  it('writes one message about all that are at the step, and those soon to come to it', async () => {
    await another('C/2', '2026-01-09');
    await another('C/3', '2026-01-11');
    await another('C/4', '2026-01-20');
    expect(await enrol('C/1', 'C/2', 'C/3', 'C/4')).toBe(4);
    await advance();
    expect(await covers()).toEqual(['C/1 C/2 C/3']);
  });

  it('writes one message when their enrolments are advanced one after the other', async () => {
    await another('C/2', '2026-01-09');
    await another('C/3', '2026-01-11');
    await enrol('C/1', 'C/2', 'C/3');
    await advance(1);
    await world.waitUntil(A_MOMENT_LATER);
    await advance(1);
    expect(await covers()).toEqual(['C/1 C/2 C/3']);
  });

  it('takes all of them in with the first, in whatever part of the file they come', async () => {
    await another('C/2', '2026-01-09');
    expect(await enrol('C/1')).toBe(2);
    expect(await enrol('C/2')).toBe(0);
    await advance();
    expect(await covers()).toEqual(['C/1 C/2']);
  });

  it('waits for a case that somebody else is taking in just then, and for no longer', async () => {
    await another('C/2', '2026-01-09');
    await enrol('C/1', 'C/2');
    // Somebody else holds the second while the first enters, and comes to the step.
    await rows(`UPDATE enrolments SET due_at = business_now() + interval '1 millisecond'
      WHERE case_id = (SELECT id FROM cases WHERE ref = 'C/2')`);
    await world.advancer.advanceDue();
    await rows('UPDATE enrolments SET due_at = business_now()');
    await world.hot.transaction(async (tx) => {
      await tx.query(
        `SELECT FROM enrolments WHERE case_id = (SELECT id FROM cases WHERE ref = 'C/2') FOR UPDATE`,
      );
      await advance();
      expect(await covers()).toEqual([]);
    });
    await world.waitUntil(A_MOMENT_LATER);
    await advance();
    expect(await covers()).toEqual(['C/1 C/2']);
  });

  it('enters a debtor with one case at once', async () => {
    await enrol('C/1');
    await advance();
    expect(await covers()).toEqual(['C/1']);
  });
});

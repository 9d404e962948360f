import { CampaignStore } from '#contracts';
import { PgCampaignStore } from '#persistence';
import { loadDemo } from '../../apps/dunlin/src/demo.js';
import { CaseworkWorld } from './casework.world.js';

let world: CaseworkWorld;
beforeAll(async () => (world = await CaseworkWorld.open()));
afterAll(() => world.close());

const load = (campaigns = new PgCampaignStore(world.db)) => loadDemo({ ...installation(), campaigns });
const installation = () => ({ db: world.db, intake: world.intake, clock: world.clock });

/** As when somebody stops Dunlin before the last step. */
const brokenOff = Object.assign(Object.create(CampaignStore.prototype) as PgCampaignStore, {
  publish: () => Promise.reject(new Error('stopped')),
});

/** The same, between its two campaigns. */
function brokenHalfway(): PgCampaignStore {
  const store = new PgCampaignStore(world.db);
  const publish = store.publish.bind(store);
  let published = 0;
  store.publish = (...campaign) => {
    published += 1;
    return published > 1 ? Promise.reject(new Error('stopped')) : publish(...campaign);
  };
  return store;
}

describe('the demo', () => {
  it("never comes into a database that has somebody's own creditors", async () => {
    expect(await load()).toBeNull();
    expect(await world.count('cases')).toBe(0);
  });

  it('that was broken off is loaded to its end by the next start, and once', async () => {
    await world.db.query('TRUNCATE creditors CASCADE');
    await expect(load(brokenOff)).rejects.toThrow('stopped');
    const cases = await world.count('cases');
    expect(cases).toBeGreaterThan(1_050);
    expect(await world.count('invoices')).toBe(398);
    await expect(load(brokenHalfway())).rejects.toThrow('stopped');
    expect(await world.count('campaigns')).toBe(1);
    expect((await load())?.enrolled).toBeGreaterThan(100);
    expect(await world.count('enrolments')).toBeGreaterThan(600);
    expect(await world.count('campaign_versions')).toBe(2);
    expect(await world.count('cases')).toBe(cases);
    expect(await world.rows('SELECT key FROM campaigns ORDER BY key')).toEqual([
      { key: 'pl-business' },
      { key: 'pl-consumer' },
    ]);
    expect(await load()).toBeNull();
  });

  it('is not finished beside a creditor that came meanwhile', async () => {
    await world.db.query('TRUNCATE campaigns, campaign_versions, enrolments CASCADE');
    await world.db.query(
      `INSERT INTO creditors (id, ref, name, country, zone) VALUES (gen_random_uuid(), 'acme', 'Acme', 'PL', 'Europe/Warsaw')`,
    );
    expect(await load()).toBeNull();
    expect(await world.count('enrolments')).toBe(0);
  });
});

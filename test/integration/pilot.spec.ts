import { launchCampaign } from '#casework';
import { HOUR_MS, isInPilot } from '#domain';
import { Database, PgCampaignStore } from '#persistence';
import { throwAwayDatabase, type ThrowAwayDatabase } from '#testing';
import { AudienceSweeper } from '../../apps/scheduler/src/audience-sweeper.js';
import { PilotWatch } from '../../apps/scheduler/src/pilot-watch.js';
import { BusinessClock } from '#contracts';
import { seedPortfolio } from '../harness/portfolio-seed.js';

const START = Date.parse('2026-01-12T09:00:00+01:00');
const DAY = 86_400_000;
const CASES = 200;

const FILE = `
key: careful
name: Careful
version: 1
country: PL
zone: Europe/Warsaw
policies: [pl-default]
audience: { currency: PLN, kind: consumer }
pilot:
  share: 0.2
  widen: [{ afterDays: 7, share: 1 }]
  stop: { afterMessages: 10, optOuts: 0.1, failures: 0.5 }
steps:
  - { key: first, type: send, at: { dpd: 1, time: '10:00' }, channel: sms, template: overdue }
  - { key: done, type: end }
`;

class SetClock extends BusinessClock {
  instant = START;
  now(): number {
    return this.instant;
  }
  refresh(): Promise<number> {
    return Promise.resolve(this.instant);
  }
}

let database: ThrowAwayDatabase;
let db: Database;
let store: PgCampaignStore;
const clock = new SetClock();

beforeAll(async () => {
  database = await throwAwayDatabase();
  db = new Database({ url: database.url, connections: 2 });
  store = new PgCampaignStore(db);
  await seedPortfolio(db, {
    size: CASES,
    contact: 'phone',
    campaign: 'unused',
    stepKey: 'first',
    dueDate: '2026-01-11',
    dueAt: new Date(START).toISOString(),
    enteredAt: new Date(START).toISOString(),
  });
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

interface Enrolled {
  id: string;
  shard: number;
  person_id: string;
  case_id: string;
}

async function enrolled(): Promise<Enrolled[]> {
  const { rows } = await db.query<Enrolled & Record<string, unknown>>(
    `SELECT e.id, e.shard, e.person_id, e.case_id FROM enrolments e JOIN campaigns c ON c.id = e.campaign_id
     WHERE c.key = 'careful' ORDER BY e.id`,
  );
  return rows;
}

/** What the sender and the tracker would have written of one message to each of these. */
async function written(to: readonly Enrolled[], status: string): Promise<void> {
  await db.query(
    `INSERT INTO messages (shard, id, person_id, debtor_id, creditor_id, case_ids, campaign_id, enrolment_id, purpose,
                           origin_kind, origin_key, family, channels, status, created_at)
     SELECT e.shard, uuidv7(), e.person_id, c.debtor_id, c.creditor_id, ARRAY[c.id], e.campaign_id, e.id, 'collection',
            'step', e.id::text || ':first', 'overdue', '{sms}', $2, now()
     FROM enrolments e JOIN cases c ON c.id = e.case_id WHERE e.id = ANY($1)`,
    [to.map(({ id }) => id), status],
  );
}

describe('a campaign that begins as a pilot', () => {
  it('takes in the share of debtors that its file says, the ones that are drawn', async () => {
    const launched = await launchCampaign(store, {
      source: FILE,
      fileName: 'careful.yaml',
      known: {},
      now: START,
      actor: 'test',
    });
    const inside = await enrolled();
    expect(launched).toMatchObject({ outcome: 'launched', enrolled: inside.length });
    expect(inside.length).toBeGreaterThan(CASES * 0.1);
    expect(inside.length).toBeLessThan(CASES * 0.3);
    expect(inside.every(({ person_id: person }) => isInPilot('careful', 0.2, person))).toBe(true);
  });

  it('goes on as long as it keeps its limits, is paused when it does not, and says why', async () => {
    const watch = new PilotWatch(store, clock);
    const inside = await enrolled();
    await written(inside, 'delivered');
    expect(await watch.look()).toBe(0);
    const optedOut = inside.slice(0, Math.ceil(inside.length * 0.2));
    await db.query(
      `INSERT INTO case_events (id, case_id, person_id, kind, actor, detail, at)
       SELECT uuidv7(), id, person_id, 'contact_point.opted_out', 'debtor', '{}', to_timestamp($2::float8 / 1000)
       FROM cases WHERE id = ANY($1)`,
      [optedOut.map((each) => each.case_id), START + HOUR_MS],
    );
    // It looks once an hour.
    expect(await watch.look()).toBe(0);
    clock.instant = START + 2 * HOUR_MS;
    expect(await watch.look()).toBe(1);
    const { rows } = await db.query<{ actor: string; detail: Record<string, unknown> }>(
      `SELECT actor, detail FROM audit WHERE action = 'campaign.pause'`,
    );
    expect(rows).toMatchObject([
      { actor: 'system:pilot', detail: { reason: 'pilot', limit: 'optOuts', most: 0.1 } },
    ]);
    const [live] = (await store.live()).filter(({ source }) => source === FILE);
    expect(live?.paused).toBe(true);
    clock.instant = START + 4 * HOUR_MS;
    expect(await watch.look()).toBe(0);
  });

  it('is not paused again once a manager has let it go on', async () => {
    await db.query(`UPDATE campaigns SET paused_at = NULL WHERE key = 'careful'`);
    clock.instant = START + 6 * HOUR_MS;
    expect(await new PilotWatch(store, clock).look()).toBe(0);
  });

  it('widens on the day that its file says', async () => {
    const sweeper = new AudienceSweeper(store, clock);
    clock.instant = START + 6 * DAY;
    const before = (await enrolled()).length;
    await sweeper.sweep();
    expect((await enrolled()).length).toBe(before);
    clock.instant = START + 7 * DAY;
    await sweeper.sweep();
    expect((await enrolled()).length).toBe(CASES);
  });
});

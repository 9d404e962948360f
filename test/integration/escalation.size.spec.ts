import { assignEscalations, claimEscalation, Desk, resolveEscalation } from '#casework';
import { CompiledCalendar } from '#domain';
import { Database, PgCaseworkStore, PgEscalationRuns } from '#persistence';
import { EscalationRunner } from '../../apps/scheduler/src/escalation/escalation-runner.js';
import { EscalationWorld, at } from './escalation.world.js';

/** What went over the wire: statements, the rows that they answered with or changed, and transactions. */
interface Traffic {
  statements: number;
  rows: number;
  transactions: number;
  /** The most rows that one statement wrote. */
  largestWrite: number;
}

let world: EscalationWorld;
let counted: Database;
let desk: Desk;
let runner: EscalationRunner;
let traffic: Traffic;

beforeAll(async () => {
  world = await EscalationWorld.open();
  counted = new Database({ url: world.casework.url, connections: 1 });
  countOn(await counted.pool.connect());
  desk = new Desk(new PgCaseworkStore(counted), world.casework.clock, new CompiledCalendar());
  runner = new EscalationRunner(new PgEscalationRuns(counted), desk, world.casework.clock);
});
beforeEach(() => world.reset());
afterAll(async () => {
  await counted.close();
  await world.casework.close();
});

type Answer = { rowCount: number | null };
type Asked = string | { text: string };
type Told = (error: unknown, answer: Answer) => void;
type Counted = { query: (asked: Asked, ...rest: unknown[]) => unknown; release: () => void };

/** Counts what the only connection of the pool is asked; the pool itself asks by callbacks, transactions by promises. */
function countOn(client: unknown): void {
  const connection = client as Counted;
  const query = connection.query.bind(connection);
  connection.query = (asked, ...rest) => {
    const told = rest.at(-1);
    if (typeof told !== 'function') {
      const answer = query(asked, ...rest) as Promise<Answer>;
      return answer.then((given) => (count(asked, given), given));
    }
    return query(asked, ...rest.slice(0, -1), (error: unknown, answer: Answer) => {
      if (error == null) count(asked, answer);
      (told as Told)(error, answer);
    });
  };
  connection.release();
}

function count(asked: Asked, { rowCount }: Answer): void {
  const text = typeof asked === 'string' ? asked : asked.text;
  const rows = rowCount ?? 0;
  traffic.statements += 1;
  traffic.rows += rows;
  if (text.startsWith('BEGIN')) traffic.transactions += 1;
  if (/^\s*(UPDATE|INSERT)/.test(text)) traffic.largestWrite = Math.max(traffic.largestWrite, rows);
}

async function trafficOf(work: () => Promise<unknown>): Promise<Traffic> {
  traffic = { statements: 0, rows: 0, transactions: 0, largestWrite: 0 };
  await work();
  return traffic;
}

/** So many escalations more, asked for on Monday before eight, of queues and languages in turn. */
async function pile(count: number): Promise<void> {
  await world.casework.db.query(
    `INSERT INTO escalations (id, case_id, person_id, creditor_id, origin, queue, reason, priority, requested_at, skills)
     SELECT uuidv7(), c.id, c.person_id, c.creditor_id, 'pile:' || gen_random_uuid(),
       CASE WHEN n % 5 = 0 THEN 'data' ELSE 'collections' END, 'no-response', 2 + n % 3,
       to_timestamp($2::float8 / 1000) - interval '1 s' * (n % 997), CASE WHEN n % 7 = 0 THEN '{instalments}'::text[] ELSE '{}' END
     FROM generate_series(1, $1) n
       JOIN LATERAL (SELECT * FROM cases WHERE ref LIKE 'K/%' ORDER BY ref OFFSET n % 9 LIMIT 1) c ON true`,
    [count, at('mon', '07:59')],
  );
}

async function resolveOne(agentRef: string): Promise<void> {
  const [mine] = (await world.book.list({ status: 'assigned', agent: agentRef, limit: 1 })).items;
  const escalationId = mine?.id ?? '';
  await claimEscalation(world.casework.desk, { escalationId, agentRef });
  await resolveEscalation(world.casework.desk, { escalationId, agentRef, next: { then: 'resume' } });
}

/** What one freed place costs while so many wait. */
async function costOfOnePlace(waiting: number): Promise<Traffic> {
  await world.reset();
  await pile(waiting);
  await trafficOf(() => runner.runDue());
  await world.casework.clock.stepTo(at('mon', '09:30'));
  await resolveOne('anna');
  return trafficOf(async () => expect(await runner.drain()).toBe(1));
}

describe('handing out where much waits', () => {
  it('fills a place that becomes free by as many statements and rows, however much waits', async () => {
    const few = await costOfOnePlace(315);
    const many = await costOfOnePlace(1_800);
    expect(many).toEqual(few);
    expect(many.rows).toBeLessThan(60);
  });

  it('looks every second by as much as there are lines, however much waits in them', async () => {
    const looks: Traffic[] = [];
    for (const waiting of [315, 1_800]) {
      await world.reset();
      await pile(waiting);
      await trafficOf(() => runner.runDue());
      looks.push(await trafficOf(async () => expect(await runner.drain()).toBe(0)));
    }
    expect(looks[1]).toEqual(looks[0]);
  });

  it('hands out a whole round in portions, each a short transaction, and every place is filled', async () => {
    await world.roster.change('anna', { capacity: 170 }, 'spec');
    await world.roster.change('oleh', { capacity: 80, queues: ['collections', 'data'] }, 'spec');
    await pile(900);
    const round = await trafficOf(async () => expect(await runner.runDue()).toBe(250));
    expect(round.transactions).toBeGreaterThanOrEqual(3);
    expect(round.largestWrite).toBeLessThanOrEqual(500);
    expect(await world.roster.read('anna')).toMatchObject({ open: 170 });
    expect(await world.roster.read('oleh')).toMatchObject({ open: 80 });
  });

  it('writes nothing about what goes on waiting as it did', async () => {
    await pile(600);
    await trafficOf(() => runner.runDue());
    await world.casework.clock.stepTo(at('mon', '12:00'));
    const second = await trafficOf(() => runner.runDue());
    // The run that is entered, and that it is over.
    expect(second.largestWrite).toBe(1);
  });

  it('gives the same order between two runs as a run: by priority, what a call may bring, and age', async () => {
    await world.casework.db.query(
      `UPDATE cases SET principal_minor = 10000 * substr(ref, 3)::int WHERE ref LIKE 'K/%'`,
    );
    await pile(200);
    await runner.runDue();
    await world.casework.clock.stepTo(at('mon', '09:30'));
    const expected = await world.casework.rows<{ id: string }>(
      `SELECT id FROM escalations WHERE status = 'requested' AND queue = 'collections' AND skills = '{}'
       ORDER BY priority, standing DESC, requested_at, id LIMIT 5`,
    );
    await world.roster.change('anna', { capacity: 7 }, 'spec');
    expect(await runner.drain()).toBe(5);
    const given = await world.casework.rows<{ id: string }>(
      `SELECT escalation_id AS id FROM escalation_hand_outs WHERE how = 'drain'`,
    );
    expect(given.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    await world.casework.db.query(`UPDATE cases SET principal_minor = 10000 WHERE ref LIKE 'K/%'`);
  });
});

describe('a run whose process is killed', () => {
  it('is nobody else’s while its lease lasts, and then goes on elsewhere', async () => {
    await pile(20);
    const creditorId = await world.casework.idOf('creditors', 'prad');
    const run = { creditorId, scheduledFor: at('mon', '08:00') };
    expect(await desk.store.handOuts.enterRun({ ...run, at: at('mon', '08:00') })).toBe(true);
    expect(await runner.runDue()).toBe(0);
    expect(await runner.isUnderWay()).toBe(true);
    await world.casework.db.query(`UPDATE escalation_runs SET lease_until = now() - interval '1 s'`);
    expect(await runner.runDue()).toBe(4);
    expect(await runner.isUnderWay()).toBe(false);
    expect(await assignEscalations(world.casework.desk, run)).toEqual({ kind: 'alreadyDone' });
    expect(await world.casework.rows('SELECT assigned FROM escalation_runs')).toEqual([{ assigned: 4 }]);
  });

  it('stays with a process that goes on handing out, however long it takes', async () => {
    const creditorId = await world.casework.idOf('creditors', 'prad');
    const run = { creditorId, scheduledFor: at('mon', '08:00'), at: at('mon', '08:00') };
    const { handOuts } = world.casework.desk.store;
    await handOuts.enterRun(run);
    await world.casework.db.query(`UPDATE escalation_runs SET lease_until = now() + interval '1 s'`);
    const present = () => ({ worksFrom: run.at, backFrom: run.at });
    await handOuts.portion(run.at, present, (portion) => portion.assign(run, [], []));
    const lease = `SELECT lease_until > now() + interval '30 s' AS long FROM escalation_runs`;
    expect(await world.casework.rows(lease)).toEqual([{ long: true }]);
  });
});

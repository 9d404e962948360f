import { randomUUID } from 'node:crypto';
import { placeHold, requestEscalation } from '#casework';
import type { ClockView, IdleView, OverviewView } from '#contracts';
import type { Problem } from '#platform';
import { MONDAY } from './casework.world.js';
import { ConsoleWorld } from './console.world.js';

const DAY_MS = 86_400_000;
const at = (instant: number): string => new Date(instant).toISOString();

let world: ConsoleWorld;
beforeAll(async () => (world = await ConsoleWorld.open()));
beforeEach(async () => {
  // What earlier tests left behind, and what the import asked the scheduler to look at: none runs here.
  await world.casework.db.query(
    'TRUNCATE wake_ups, flights, enrolments, holds, escalations, campaigns CASCADE',
  );
  await world.casework.db.query(`UPDATE clock SET mode = 'stepped', factor = 1`);
  await world.casework.clock.stepTo(MONDAY);
});
afterAll(() => world.close());

async function enrol(dueAt: number): Promise<string> {
  const [id, campaign, version] = [randomUUID(), randomUUID(), randomUUID()];
  const { db } = world.casework;
  await db.query(`INSERT INTO campaigns (id, key, name, created_at) VALUES ($1, 'spec', 'Spec', now())`, [
    campaign,
  ]);
  await db.query(
    `INSERT INTO enrolments (id, shard, case_id, person_id, campaign_id, version_id, due_at, entered_at)
     SELECT $1, shard, id, person_id, $2, $3, $4, now() FROM cases WHERE ref = 'K/1'`,
    [id, campaign, version, new Date(dueAt)],
  );
  return id;
}

describe('the idle report', () => {
  it('is idle with nothing to come when nothing was begun', async () => {
    const { body } = await world.get<IdleView>('/api/idle');
    expect(body).toMatchObject({ businessNow: at(MONDAY), idle: true, nextAt: null });
  });

  it('names the next moment at which an enrolment is due, and is busy from that moment on', async () => {
    await enrol(MONDAY + DAY_MS);
    const before = (await world.get<IdleView>('/api/idle')).body;
    expect(before).toMatchObject({ idle: true, nextAt: at(MONDAY + DAY_MS) });
    const stepped = await world.post<ClockView>('/api/clock', { to: before.nextAt });
    expect(stepped.body).toMatchObject({ mode: 'stepped', businessNow: before.nextAt });
    const after = (await world.get<IdleView>('/api/idle')).body;
    expect(after).toMatchObject({ idle: false, dueNow: { enrolments: 1 }, nextAt: null });
    const overview = (await world.get<OverviewView>('/api/overview')).body;
    expect(overview.enrolments).toMatchObject({ due: 1, active: 1, oldestDueMs: 0 });
  });

  it('is busy while a wake-up is not folded in or a message is on its way', async () => {
    const { db } = world.casework;
    await db.query(
      `INSERT INTO wake_ups (case_id, kind, at) SELECT id, 'response', now() FROM cases LIMIT 1`,
    );
    await db.query(
      `INSERT INTO flights (shard, message_id, leg_no, lease_until, stage, due_at) VALUES
         (1, gen_random_uuid(), 1, now(), 'moving', NULL), (1, gen_random_uuid(), 1, now(), 'in_doubt', NULL),
         (1, gen_random_uuid(), 1, now(), 'deferred', $1), (1, gen_random_uuid(), 1, now(), 'deferred', $2)`,
      [new Date(MONDAY), new Date(MONDAY + 2 * DAY_MS)],
    );
    const { body } = await world.get<IdleView>('/api/idle');
    expect(body).toMatchObject({
      idle: false,
      dueNow: { wakeUps: 1, moving: 1, inDoubt: 1, deferred: 1, enrolments: 0 },
      nextAt: at(MONDAY + 2 * DAY_MS),
    });
  });

  it('counts the end of a hold and the next run of escalations that wait', async () => {
    const { desk } = world.casework;
    const caseId = await world.casework.idOf('cases', 'K/1');
    await placeHold(desk, {
      caseId,
      covers: 'case',
      reason: 'promise',
      until: MONDAY + 3 * DAY_MS,
      actor: 'system',
    });
    await world.casework.db.query('DELETE FROM wake_ups');
    expect((await world.get<IdleView>('/api/idle')).body.nextAt).toBe(at(MONDAY + 3 * DAY_MS));
    const other = await world.casework.idOf('cases', 'K/2');
    await world.post('/api/clock', { by: '30m' });
    await world.casework.clock.stepTo(MONDAY + DAY_MS / 48);
    await requestEscalation(desk, { caseId: other, reason: 'complaint', origin: 'spec', actor: 'debtor' });
    await world.casework.db.query('DELETE FROM wake_ups');
    // Asked for at 08:30 in Warsaw: the run of 08:00 is not for it, the one at 12:00 is.
    const waiting = (await world.get<IdleView>('/api/idle')).body;
    expect(waiting).toMatchObject({
      idle: true,
      dueNow: { escalationRuns: 0 },
      nextAt: '2026-01-12T11:00:00.000Z',
    });
    await world.post('/api/clock', { to: waiting.nextAt });
    const due = (await world.get<IdleView>('/api/idle')).body;
    expect(due).toMatchObject({ idle: false, dueNow: { escalationRuns: 1 } });
  });
});

describe('business time by the API', () => {
  it('is told, and moved forward alone', async () => {
    expect((await world.get<ClockView>('/api/clock')).body).toMatchObject({
      mode: 'stepped',
      businessNow: at(MONDAY),
    });
    const back = await world.post<Problem>('/api/clock', { to: '2026-01-01T00:00:00Z' });
    expect(back.status).toBe(409);
    expect(back.body.detail).toMatch(/never goes back/);
    const nonsense = await world.post<Problem>('/api/clock', { by: 'a while' });
    expect(nonsense.status).toBe(400);
    expect((await world.post<ClockView>('/api/clock', { by: '2h' })).body.businessNow).toBe(
      at(MONDAY + DAY_MS / 12),
    );
  });

  it('goes no further than dates can be written', async () => {
    const far = await world.post<Problem>('/api/clock', { by: '999999999d' });
    expect([far.status, far.body.detail]).toEqual([
      409,
      'The clock goes no further than the end of the year 9998.',
    ]);
  });

  it('is not moved where it passes by itself', async () => {
    await world.casework.db.query(`UPDATE clock SET mode = 'demo', factor = 60`);
    const answer = await world.post<Problem>('/api/clock', { by: '1h' });
    expect(answer.status).toBe(409);
    expect(answer.body.detail).toMatch(/passes by itself/);
  });
});
